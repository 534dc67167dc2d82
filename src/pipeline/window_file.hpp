#pragma once

#include <string>

#include "heatward/core/polygon.hpp"

namespace heatward::pipeline {

/// The union of a file's polygons, repaired, in the reference system `crs`, as `--window` of kde
/// and bandwidth names it. Throws DataError where `crs` is empty or the file holds no
/// polygon.
ProjectedMultiPolygon read_window(const std::string& path, const std::string& crs);

}  // namespace heatward::pipeline

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/core/feature_table.hpp"

namespace heatward::pipeline {

/// What the names of a layer's columns begin with: its id with underscores, and one more.
std::string column_prefix(std::string_view layer_id);

/// A column's cells; those of values that are not finite are absent.
std::vector<AttributeValue> real_cells(std::span<const double> values);

}  // namespace heatward::pipeline

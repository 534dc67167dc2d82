#pragma once

#include <functional>
#include <string>

#include "heatward/core/point.hpp"
#include "heatward/geocode/match.hpp"
#include "heatward/tabular/csv_writer.hpp"

namespace heatward::pipeline {

/// Appends the cells of kGeocodeColumns that say what was matched, each behind a delimiter, and
/// no line end. Easting and northing have one decimal, longitude and latitude six, the score two;
/// the uncertainty is in whole metres, rounded up. Candidates are "name (easting northing, score)"
/// parted by "; ", their names without semicolons and control characters.
void append_match(std::string& out, const geocode::Match& match,
                  const std::function<LonLat(ProjectedPoint)>& to_lonlat,
                  const tabular::CsvWriteOptions& options);

}  // namespace heatward::pipeline

#pragma once

#include <string_view>
#include <vector>

#include "heatward/core/feature_table.hpp"

namespace heatward::pipeline {

/// The column's numbers, NaN where a cell holds none. Throws std::out_of_range where the table has
/// no such column.
std::vector<double> column_figures(const FeatureTable& table, std::string_view column);

}  // namespace heatward::pipeline

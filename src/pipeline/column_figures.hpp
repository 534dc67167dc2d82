#pragma once

#include <string_view>
#include <vector>

#include "heatward/core/feature_table.hpp"

namespace heatward::pipeline {

/// The column's numbers, NaN where a cell holds none. Throws std::out_of_range where the table has
/// no such column.
std::vector<double> column_figures(const FeatureTable& table, std::string_view column);

/// Cells for a column of reals, absent where a figure is NaN.
std::vector<AttributeValue> real_cells(const std::vector<double>& figures);

}  // namespace heatward::pipeline

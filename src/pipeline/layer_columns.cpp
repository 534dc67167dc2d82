#include "layer_columns.hpp"

#include <algorithm>
#include <cmath>

namespace heatward::pipeline {

std::string column_prefix(std::string_view layer_id)
{
    std::string prefix = std::string(layer_id) + "_";
    std::replace(prefix.begin(), prefix.end(), '-', '_');
    return prefix;
}

std::vector<AttributeValue> real_cells(std::span<const double> values)
{
    std::vector<AttributeValue> cells;
    cells.reserve(values.size());
    for (const double value : values) {
        AttributeValue& cell = cells.emplace_back();
        if (std::isfinite(value)) {
            cell = value;
        }
    }
    return cells;
}

}  // namespace heatward::pipeline

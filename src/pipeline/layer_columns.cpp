#include "layer_columns.hpp"

#include <algorithm>

namespace heatward::pipeline {

std::string column_prefix(std::string_view layer_id)
{
    std::string prefix = std::string(layer_id) + "_";
    std::replace(prefix.begin(), prefix.end(), '-', '_');
    return prefix;
}

}  // namespace heatward::pipeline

#pragma once

#include <string>
#include <string_view>

namespace heatward::pipeline {

/// What the names of a layer's columns begin with: its id with underscores, and one more.
std::string column_prefix(std::string_view layer_id);

}  // namespace heatward::pipeline

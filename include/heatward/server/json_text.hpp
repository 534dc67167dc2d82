#pragma once

#include <string>
#include <string_view>

#include "heatward/core/feature_table.hpp"

namespace heatward::server {

/// Appends the text as a JSON string; bytes that are no UTF-8 are replaced.
void append_json_string(std::string& json, std::string_view text);

/// Appends a cell: null where it is absent or not finite. A real has a point or an exponent
/// always ("300.0").
void append_json_value(std::string& json, const AttributeValue& value);

}  // namespace heatward::server

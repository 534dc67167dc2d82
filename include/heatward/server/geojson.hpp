#pragma once

#include <string>
#include <string_view>

#include "heatward/core/feature_table.hpp"
#include "heatward/core/polygon.hpp"

namespace heatward::server {

// Degrees are written with seven decimals, about a centimetre.

/// Appends the text as a JSON string; bytes that are no UTF-8 are replaced.
void append_json_string(std::string& json, std::string_view text);

/// Appends a cell: null where it is absent or not finite.
void append_json_value(std::string& json, const AttributeValue& value);

/// Appends a row's cells as an object, in column order.
void append_json_properties(std::string& json, const FeatureTable& table, std::size_t row);

/// Appends a MultiPolygon, rings closed as RFC 7946 wants them.
void append_json_geometry(std::string& json, const LonLatMultiPolygon& polygons);

/// Appends a Point.
void append_json_geometry(std::string& json, const LonLat& point);

}  // namespace heatward::server

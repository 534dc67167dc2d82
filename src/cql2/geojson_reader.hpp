#pragma once

#include <cstddef>

#include <nlohmann/json.hpp>

#include "heatward/cql2/geometry.hpp"
#include "json_document.hpp"

namespace heatward::cql2 {

/// Whether the value is meant for a geometry literal: an object with "type" or "bbox".
bool is_geometry(const nlohmann::json& value);

/// Reads a GeoJSON geometry (RFC 7946) or {"bbox": […]}; heights are left out. `depth` and
/// `vertices` are the filter's so far. Throws a Refusal with its place.
Geometry read_geometry(const nlohmann::json& value, const JsonPlace& place, std::size_t& depth,
                       std::size_t& vertices);

}  // namespace heatward::cql2

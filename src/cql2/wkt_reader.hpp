#pragma once

#include <cstddef>

#include "heatward/cql2/geometry.hpp"
#include "tokens.hpp"

namespace heatward::cql2 {

/// Whether a geometry literal of the text form begins here: a type of well-known text, or BBOX.
bool begins_geometry(const TokenStream& tokens);

/// Reads one: POINT, LINESTRING, POLYGON, their MULTI forms and GEOMETRYCOLLECTION of well-known
/// text (with or without Z, heights left out), or BBOX(…). `depth` and `vertices` are the filter's
/// so far. Throws a Refusal with its place.
Geometry read_geometry(TokenStream& tokens, std::size_t& depth, std::size_t& vertices);

}  // namespace heatward::cql2

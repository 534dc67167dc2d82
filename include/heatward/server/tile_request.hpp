#pragma once

#include "heatward/core/tile_id.hpp"
#include "heatward/server/problem.hpp"
#include "heatward/server/route_pattern.hpp"

namespace heatward::server {

/// The tile that the captures z, x and y name: 400 where they are no numbers, 404 outside the
/// matrix.
tl::expected<TileId, Problem> parse_tile(const Captures& captures);

}  // namespace heatward::server

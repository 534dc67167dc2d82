#pragma once

#include <memory>

#include "heatward/core/tile_id.hpp"
#include "heatward/server/layer_request.hpp"
#include "heatward/server/route.hpp"

namespace heatward::server {

/// A density tile as PNG, the same answer by whatever address it was asked for. `scale_log2` 1 is
/// "@2x". (tiles.cpp)
Answer density_tile_answer(std::shared_ptr<const ServedRun> served, LayerRequest request,
                           const TileId& tile, int scale_log2);

}  // namespace heatward::server

#include "heatward/server/tile_request.hpp"

namespace heatward::server {

tl::expected<TileId, Problem> parse_tile(const Captures& captures)
{
    const auto tile = parse_tile_id(captures.at("z"), captures.at("x"), captures.at("y"));
    if (!tile) {
        const bool outside = tile.error().kind == TileIdError::Kind::outside_matrix;
        return refuse(outside ? 404 : 400, tile.error().message);
    }
    return *tile;
}

}  // namespace heatward::server

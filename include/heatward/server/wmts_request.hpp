#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "heatward/core/tile_id.hpp"
#include "heatward/server/service_exception.hpp"
#include "heatward/server/url.hpp"

namespace heatward::server {

/// The one tile matrix set; its matrices are the zooms.
inline constexpr std::string_view kTileMatrixSet = "WebMercatorQuad";

struct WmtsCapabilitiesRequest {};

/// A tile, checked but for the layer's name and style.
struct WmtsTileRequest {
    std::string layer;
    std::string style;  ///< empty: the default
    TileId tile;
};

/// A pixel of a tile.
struct WmtsInfoRequest {
    WmtsTileRequest tile;
    std::string info_format;  ///< in lower case; empty: the service's choice
    int column = 0;
    int row = 0;
};

using WmtsRequest = std::variant<WmtsCapabilitiesRequest, WmtsTileRequest, WmtsInfoRequest>;

/// Reads a request of OGC's Web Map Tile Service 1.0.0 (OGC 07-057r7) in key-value pairs whose
/// names are folded (fold_names). What it does not know it passes over.
tl::expected<WmtsRequest, ServiceException> parse_wmts_request(const Query& folded);

/// The tile of a matrix set, matrix (zoom), row and column as text. A tile outside its matrix is
/// TileOutOfRange with 404, as of every other tile address.
tl::expected<TileId, ServiceException> parse_matrix_tile(std::string_view set,
                                                         std::string_view matrix,
                                                         std::string_view row,
                                                         std::string_view column);

}  // namespace heatward::server

#include "heatward/maps/density_tile.hpp"

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/maps/density_picture.hpp"
#include "heatward/render/palette_png.hpp"

namespace heatward::maps {

std::string density_window_png(const Pictured& layer, const GridFrame& frame,
                               const DensityColours& colours, unsigned threads)
{
    return render::encode_palette_png(density_classes(layer, frame, colours, threads),
                                      colours.palette());
}

std::string density_tile_png(const Pictured& layer, const TileId& tile, int scale_log2,
                             const DensityColours& colours, unsigned threads)
{
    if (layer.plane() != Plane::web_mercator) {
        throw DataError("a density tile is drawn from a layer in web mercator");
    }
    if (scale_log2 < 0 || scale_log2 > kMaxTileScaleLog2) {
        throw DataError(
            fmt::format("a tile has 1 or {} pixels a pixel a side", 1 << kMaxTileScaleLog2));
    }
    return density_window_png(layer, mercator_frame_of(tile, scale_log2), colours, threads);
}

}  // namespace heatward::maps

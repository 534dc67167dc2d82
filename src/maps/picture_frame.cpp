#include "heatward/maps/picture_frame.hpp"

#include <algorithm>
#include <cmath>

#include "heatward/maps/density_tile.hpp"

namespace heatward::maps {
namespace {

/// The whole number that `position` is, to within the tolerance.
std::optional<std::int64_t> lattice_line(double position)
{
    const double line = std::round(position);
    if (!(std::abs(position - line) <= kLatticeTolerance)) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(line);
}

/// The window of the zoom's lattice whose corners are those of `bounds`.
std::optional<GridFrame> on_lattice(const Extent& bounds, int width, int height, int zoom)
{
    const double pixel = pixel_size_at(zoom);
    const auto west = lattice_line((bounds.min_x + kMercatorHalfWidth) / pixel);
    const auto east = lattice_line((bounds.max_x + kMercatorHalfWidth) / pixel);
    const auto north = lattice_line((kMercatorHalfWidth - bounds.max_y) / pixel);
    const auto south = lattice_line((kMercatorHalfWidth - bounds.min_y) / pixel);
    if (!west || !east || !north || !south || *east - *west != width || *south - *north != height) {
        return std::nullopt;
    }
    return mercator_frame(zoom, *west, *north, width, height);
}

}  // namespace

GridFrame picture_frame(const Extent& bounds, int width, int height)
{
    GridFrame frame;
    frame.origin_x = bounds.min_x;
    frame.origin_y = bounds.max_y;
    frame.cell_width = bounds.width() / width;
    frame.cell_height = bounds.height() / height;
    frame.columns = width;
    frame.rows = height;
    return frame;
}

GridFrame mercator_picture_frame(const Extent& bounds, int width, int height)
{
    const double zoom = std::round(std::log2(pixel_size_at(0) / (bounds.width() / width)));
    if (zoom >= 0 && zoom <= kMaxZoom + kMaxTileScaleLog2) {
        if (const auto frame = on_lattice(bounds, width, height, static_cast<int>(zoom))) {
            return *frame;
        }
    }
    return picture_frame(bounds, width, height);
}

std::optional<ScaledTile> tile_of(const GridFrame& frame)
{
    for (int scale = 0; scale <= kMaxTileScaleLog2; ++scale) {
        const int side = kTileSize << scale;
        if (frame.columns != side || frame.rows != side || frame.first_column % side != 0 ||
            frame.first_row_north % side != 0) {
            continue;
        }
        const std::int64_t x = frame.first_column / side;
        const std::int64_t y = -frame.first_row_north / side;
        for (int z = 0; z <= kMaxZoom; ++z) {
            const std::int64_t tiles = std::int64_t{1} << z;
            if (x < 0 || y < 0 || x >= tiles || y >= tiles) {
                continue;
            }
            const TileId tile{z, static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)};
            if (mercator_frame_of(tile, scale) == frame) {
                return ScaledTile{tile, scale};
            }
        }
    }
    return std::nullopt;
}

}  // namespace heatward::maps

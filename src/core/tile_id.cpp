#include "heatward/core/tile_id.hpp"

#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace heatward {
namespace {

std::optional<std::uint32_t> parse_decimal(std::string_view text)
{
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

bool is_plain_number(std::string_view text)
{
    const bool padded = text.size() > 1 && text.front() == '0';
    return !text.empty() && !padded &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

tl::expected<TileId, TileIdError> parse_tile_id(std::string_view z, std::string_view x,
                                                std::string_view y)
{
    if (!is_plain_number(z) || !is_plain_number(x) || !is_plain_number(y)) {
        return tl::unexpected(TileIdError{TileIdError::Kind::malformed,
                                          "a tile address is three whole numbers: zoom/x/y"});
    }
    const auto zoom = parse_decimal(z);
    const auto column = parse_decimal(x);
    const auto row = parse_decimal(y);
    const auto outside = [] {
        return tl::unexpected(TileIdError{
            TileIdError::Kind::outside_matrix,
            fmt::format("the tile lies outside the matrix: zooms are 0 to {}, x and y below 2^zoom",
                        kMaxZoom)});
    };
    if (!zoom || !column || !row || *zoom > static_cast<std::uint32_t>(kMaxZoom)) {
        return outside();
    }
    const std::uint32_t side = 1U << *zoom;
    if (*column >= side || *row >= side) {
        return outside();
    }
    return TileId{static_cast<int>(*zoom), *column, *row};
}

double pixel_size_at(int z) { return std::ldexp(2 * kMercatorHalfWidth / kTileSize, -z); }

Extent mercator_extent_of(const TileId& tile) { return mercator_frame_of(tile).extent(); }

GridFrame mercator_frame_of(const TileId& tile, int scale_log2)
{
    const int side = kTileSize << scale_log2;
    return mercator_frame(tile.z + scale_log2, static_cast<std::int64_t>(tile.x) * side,
                          static_cast<std::int64_t>(tile.y) * side, side, side);
}

GridFrame mercator_frame(int z, std::int64_t first_pixel_x, std::int64_t first_pixel_y, int columns,
                         int rows)
{
    GridFrame frame;
    frame.origin_x = -kMercatorHalfWidth;
    frame.origin_y = kMercatorHalfWidth;
    frame.cell_width = pixel_size_at(z);
    frame.cell_height = frame.cell_width;
    frame.first_column = first_pixel_x;
    frame.first_row_north = -first_pixel_y;
    frame.columns = columns;
    frame.rows = rows;
    return frame;
}

}  // namespace heatward

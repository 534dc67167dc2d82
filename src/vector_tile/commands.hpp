#pragma once

#include <cstdint>
#include <vector>

#include "heatward/vector_tile/tile_geometry.hpp"

namespace heatward::vector_tile {

/// A feature's geometry as the specification's command integers (section 4.3): MoveTo,
/// LineTo and ClosePath with zigzag deltas from a cursor that starts at the tile's
/// north-west corner.
class Commands {
public:
    void point_set(const std::vector<TilePoint>& points);
    void line(const TileLine& line);
    void ring(const TileRing& ring);

    [[nodiscard]] const std::vector<std::uint32_t>& integers() const { return m_integers; }

private:
    enum class Command : std::uint32_t { move_to = 1, line_to = 2, close_path = 7 };

    void command(Command command, std::size_t count);
    void go_to(const TilePoint& point);

    std::vector<std::uint32_t> m_integers;
    TilePoint m_cursor;
};

}  // namespace heatward::vector_tile

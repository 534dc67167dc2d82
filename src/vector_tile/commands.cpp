#include "commands.hpp"

#include <protozero/pbf_writer.hpp>

namespace heatward::vector_tile {

void Commands::command(Command command, std::size_t count)
{
    m_integers.push_back(static_cast<std::uint32_t>(command) |
                         (static_cast<std::uint32_t>(count) << 3U));
}

void Commands::go_to(const TilePoint& point)
{
    m_integers.push_back(protozero::encode_zigzag32(point.x - m_cursor.x));
    m_integers.push_back(protozero::encode_zigzag32(point.y - m_cursor.y));
    m_cursor = point;
}

void Commands::point_set(const std::vector<TilePoint>& points)
{
    command(Command::move_to, points.size());
    for (const TilePoint& point : points) {
        go_to(point);
    }
}

void Commands::line(const TileLine& line)
{
    command(Command::move_to, 1);
    go_to(line.front());
    command(Command::line_to, line.size() - 1);
    for (std::size_t i = 1; i < line.size(); ++i) {
        go_to(line[i]);
    }
}

void Commands::ring(const TileRing& ring)
{
    line(ring);
    command(Command::close_path, 1);
}

}  // namespace heatward::vector_tile

#include "geometry_builder.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "heatward/cql2/limits.hpp"
#include "refusal.hpp"

namespace heatward::cql2 {
namespace {

bool is_finite(Position position) { return std::isfinite(position.x) && std::isfinite(position.y); }

void require_finite(std::span<const Position> positions)
{
    if (!std::ranges::all_of(positions, is_finite)) {
        throw Refusal{"a coordinate is too large: write one below 1.8e308", {}};
    }
}

Ring<Position> closed_ring(std::vector<Position> ring)
{
    require_finite(ring);
    if (ring.size() < 4) {
        throw Refusal{fmt::format("a ring has {} positions: write four or more, the last the same "
                                  "as the first",
                                  ring.size()),
                      {}};
    }
    if (ring.front() != ring.back()) {
        throw Refusal{"a ring is open: repeat its first position as the last", {}};
    }
    ring.pop_back();
    return ring;
}

}  // namespace

void GeometryBuilder::count(std::size_t vertices)
{
    m_vertices += vertices;
    if (m_vertices > kMostVertices) {
        throw Refusal{fmt::format("the filter's geometries have more than {} vertices: simplify "
                                  "them",
                                  kMostVertices),
                      {}};
    }
}

void GeometryBuilder::add_point(Position position)
{
    count(1);
    require_finite({&position, 1});
    m_geometry.points.push_back(position);
}

void GeometryBuilder::add_line(std::vector<Position> line)
{
    count(line.size());
    require_finite(line);
    if (line.size() < 2) {
        throw Refusal{"a line has one position: write two or more", {}};
    }
    m_geometry.lines.push_back(std::move(line));
}

void GeometryBuilder::add_polygon(std::vector<std::vector<Position>> rings)
{
    if (rings.empty()) {
        throw Refusal{"a polygon has no ring: write its exterior", {}};
    }
    Polygon<Position> polygon;
    for (std::vector<Position>& ring : rings) {
        count(ring.size());
        if (polygon.exterior.empty()) {
            polygon.exterior = closed_ring(std::move(ring));
        } else {
            polygon.holes.push_back(closed_ring(std::move(ring)));
        }
    }
    m_geometry.polygons.push_back(std::move(polygon));
}

void GeometryBuilder::add_rectangle(Position least, Position greatest)
{
    if (least == greatest) {
        add_point(least);
    } else if (least.x == greatest.x || least.y == greatest.y) {
        add_line({least, greatest});
    } else {
        add_polygon({{least, {greatest.x, least.y}, greatest, {least.x, greatest.y}, least}});
    }
}

void GeometryBuilder::add_box(std::span<const double> numbers)
{
    if (numbers.size() != 4 && numbers.size() != 6) {
        throw Refusal{fmt::format("the bounding box has {} numbers: write four (least x, least y, "
                                  "greatest x, greatest y)",
                                  numbers.size()),
                      {}};
    }
    const std::size_t second = numbers.size() / 2;
    const Position least{numbers[0], numbers[1]};
    const Position greatest{numbers[second], numbers[second + 1]};
    require_finite(std::vector{least, greatest});
    if (least.y > greatest.y) {
        throw Refusal{"the bounding box is upside down: write the least y first", {}};
    }
    if (least.x <= greatest.x) {
        add_rectangle(least, greatest);
        return;
    }
    constexpr double kAntimeridian_degrees = 180;
    constexpr double kPole_degrees = 90;
    const bool degrees = least.x <= kAntimeridian_degrees && greatest.x >= -kAntimeridian_degrees &&
                         least.y >= -kPole_degrees && greatest.y <= kPole_degrees;
    if (!degrees) {
        throw Refusal{"the bounding box is the wrong way round: write the least x first", {}};
    }
    add_rectangle(least, {kAntimeridian_degrees, greatest.y});
    add_rectangle({-kAntimeridian_degrees, least.y}, greatest);
}

Geometry GeometryBuilder::finish() &&
{
    if (m_geometry == Geometry{}) {
        throw Refusal{"the geometry is empty: write one position at least", {}};
    }
    return std::move(m_geometry);
}

}  // namespace heatward::cql2

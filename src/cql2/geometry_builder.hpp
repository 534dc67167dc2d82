#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "heatward/cql2/geometry.hpp"

namespace heatward::cql2 {

/// Collects a geometry literal, of either form. Coordinates that are not finite, lines of one
/// position, rings that are open or too short, rectangles the wrong way round and more vertices
/// than kMostVertices throw a Refusal without a place.
class GeometryBuilder {
public:
    /// `vertices` counts those of the whole filter.
    explicit GeometryBuilder(std::size_t& vertices) : m_vertices(vertices) {}

    void add_point(Position position);
    void add_line(std::vector<Position> line);
    /// The exterior ring and its holes, each with its first position repeated as the last.
    void add_polygon(std::vector<std::vector<Position>> rings);
    /// Four numbers (least x, least y, greatest x, greatest y) or six, with heights third and
    /// sixth, which are left out. Of degrees, a least x above the greatest crosses the
    /// antimeridian.
    void add_box(std::span<const double> numbers);

    /// Refuses an empty geometry.
    Geometry finish() &&;

private:
    void count(std::size_t vertices);
    void add_rectangle(Position least, Position greatest);

    Geometry m_geometry;
    std::size_t& m_vertices;
};

}  // namespace heatward::cql2

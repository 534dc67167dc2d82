#pragma once

#include <cstddef>
#include <vector>

#include "heatward/core/polygon.hpp"

namespace heatward {

/// A directed edge of a ring; the area lies to its left.
struct ProjectedEdge {
    ProjectedPoint a;
    ProjectedPoint b;
};

/// All edges of all rings, exteriors run anticlockwise and holes clockwise whatever
/// order their vertices came in. Edges of no length are left out.
std::vector<ProjectedEdge> oriented_edges(const ProjectedMultiPolygon& polygons);

/// (a − u) × (b − u), in square metres: above 0 where u lies left of a→b. Swapping a
/// and b negates it to the bit.
inline double edge_cross(const ProjectedPoint& a, const ProjectedPoint& b, const ProjectedPoint& u)
{
    return (a.x - u.x) * (b.y - u.y) - (a.y - u.y) * (b.x - u.x);
}

/// +1 where u lies left of the line a→b, −1 where right; never 0 for a ≠ b. A
/// point on the line is taken as moved by (ε, ε²), ε infinitely small
/// (simulation of simplicity, Edelsbrunner & Mücke 1990).
inline int edge_side(const ProjectedPoint& a, const ProjectedPoint& b, const ProjectedPoint& u)
{
    const double cross = edge_cross(a, b, u);
    if (cross != 0) {
        return cross > 0 ? 1 : -1;
    }
    if (a.y != b.y) {
        return b.y > a.y ? -1 : 1;
    }
    return b.x > a.x ? 1 : -1;
}

/// How the edge a→b crosses the ray from u eastward: +1 upward, −1 downward, 0 not.
/// Half-open in y and decided by edge_side, so that of two polygons that share an edge
/// exactly one holds a point on it.
inline int ray_crossing(const ProjectedPoint& a, const ProjectedPoint& b, const ProjectedPoint& u)
{
    const bool a_below = a.y <= u.y;
    const bool b_below = b.y <= u.y;
    if (a_below == b_below) {
        return 0;
    }
    const int side = edge_side(a, b, u);
    if (a_below) {
        return side > 0 ? 1 : 0;
    }
    return side < 0 ? -1 : 0;
}

/// Winding numbers of a polygon set, its edges indexed by horizontal bands: a query
/// reads the edges of one band. Immutable, safe to share between threads.
class WindingIndex {
public:
    explicit WindingIndex(const ProjectedMultiPolygon& polygons);

    /// How often the rings run around the point: 1 inside, 0 outside, more where
    /// polygons overlap.
    [[nodiscard]] int winding(const ProjectedPoint& point) const;

    /// Whether the point lies in any of the polygons (winding number not 0).
    [[nodiscard]] bool contains(const ProjectedPoint& point) const { return winding(point) != 0; }

    [[nodiscard]] const Extent& extent() const { return m_extent; }

private:
    [[nodiscard]] std::size_t band_of(double y) const;

    Extent m_extent;
    double m_bands_per_metre = 0;
    std::vector<std::size_t> m_first;  ///< bands + 1 offsets into m_edges
    std::vector<ProjectedEdge> m_edges;
};

}  // namespace heatward

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "heatward/core/point.hpp"
#include "heatward/core/polygon.hpp"

namespace heatward::vector_tile {

/// Vertices nearer to each other than this are one, and a vertex nearer than this to
/// an edge is a vertex of that edge's ring as well.
inline constexpr double kCoverageTolerance_m = 1e-3;

/// A ring as numbers of vertices, without its repeated last one.
struct CoverageRing {
    std::vector<std::uint32_t> vertices;
    bool is_exterior = true;
};

/// Areas whose rings name their vertices, so that neighbours share those of their common border.
struct PolygonCoverage {
    std::vector<ProjectedPoint> vertices;
    std::vector<CoverageRing> rings;      ///< area by area, exteriors before their holes
    std::vector<std::size_t> first_ring;  ///< one an area, and one past the last area's

    [[nodiscard]] std::size_t size() const { return first_ring.size() - 1; }
    [[nodiscard]] std::span<const CoverageRing> rings_of(std::size_t area) const
    {
        return std::span(rings).subspan(first_ring[area], first_ring[area + 1] - first_ring[area]);
    }
};

/// The vertices that areas share, found within kCoverageTolerance_m. Where one neighbour has a
/// vertex in the middle of the other's edge, the other gets it too. Rings of fewer than three
/// different vertices are left out.
///
/// Gaps and overlaps wider than the tolerance stay as they are: each side is then an
/// outline of its own.
PolygonCoverage polygon_coverage(std::span<const ProjectedMultiPolygon> areas);

}  // namespace heatward::vector_tile

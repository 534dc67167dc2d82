#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "heatward/core/point.hpp"
#include "heatward/core/polygon.hpp"

namespace heatward::stats {

/// Which areas of a set adjoin which: symmetric, no area its own neighbour. An area without
/// neighbours is an island.
class Neighbours {
public:
    Neighbours() = default;
    /// From pairs of areas below `areas`, each in any order and any number of times; an area paired
    /// with itself is passed over. Throws DataError for an index out of range.
    Neighbours(std::size_t areas, std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs);

    [[nodiscard]] std::size_t size() const { return m_begin.empty() ? 0 : m_begin.size() - 1; }
    /// The area's neighbours, ascending.
    [[nodiscard]] std::span<const std::uint32_t> of(std::size_t area) const
    {
        return std::span(m_neighbour).subspan(m_begin[area], m_begin[area + 1] - m_begin[area]);
    }
    /// How many areas have no neighbour.
    [[nodiscard]] std::size_t islands() const;

private:
    std::vector<std::size_t>
        m_begin;  ///< area → its first place in m_neighbour; one more at the end
    std::vector<std::uint32_t> m_neighbour;
};

/// How much of a border makes two areas neighbours.
enum class Contiguity {
    queen,  ///< one common vertex is enough
    rook,   ///< two common vertices: a piece of border
};

/// Areas with vertices within `snap_m` metres of each other, as spdep's poly2nb finds them (Bivand
/// & Wong 2018): vertices are compared with vertices, so two sides of one border must be digitised
/// alike, or `snap_m` be as large as their difference. For `rook` two different vertices of the
/// area with the lower index must each have a partner. Throws DataError for a negative or
/// non-finite `snap_m`.
Neighbours contiguous_neighbours(std::span<const ProjectedMultiPolygon> areas,
                                 Contiguity contiguity, double snap_m);

/// Areas whose places (centroids, say) lie at most `distance_m` apart. Throws DataError unless
/// `distance_m` is finite and above 0.
Neighbours neighbours_within(std::span<const ProjectedPoint> places, double distance_m);

}  // namespace heatward::stats

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "heatward/core/crossing.hpp"
#include "heatward/core/polygon.hpp"

namespace heatward::stats {

/// Finds the area that holds a point. Boundaries are half-open (core/crossing.hpp): of two
/// areas that share an edge, vertex for vertex, exactly one holds a point on it.
/// Immutable, safe to share between threads.
class AreaLocator {
public:
    /// Copies what it needs of the areas.
    explicit AreaLocator(std::span<const ProjectedMultiPolygon> areas);

    /// Index of the first area that holds the point, or nothing.
    [[nodiscard]] std::optional<std::size_t> find(const ProjectedPoint& point) const;

    /// Indices, ascending, of all areas that hold the point (areas may overlap).
    [[nodiscard]] std::vector<std::size_t> find_all(const ProjectedPoint& point) const;

private:
    /// Ascending indices of the areas whose extent meets the point's bucket.
    [[nodiscard]] std::span<const std::uint32_t> candidates(const ProjectedPoint& point) const;
    [[nodiscard]] std::size_t column_of(double x) const;
    [[nodiscard]] std::size_t row_of(double y) const;

    std::vector<WindingIndex> m_areas;
    Extent m_extent;
    std::size_t m_side = 1;  ///< buckets along either axis
    std::vector<std::size_t> m_first;
    std::vector<std::uint32_t> m_entries;
};

}  // namespace heatward::stats

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/density/kernel_points.hpp"

namespace heatward::density {

/// Points with a grid of buckets over them, built once and used for many rasters.
/// Immutable, safe to share between threads.
class PointIndex {
public:
    explicit PointIndex(KernelPoints points);

    [[nodiscard]] const KernelPoints& points() const { return m_points; }

    /// Table indices, ascending, of the points whose kernel's bounding rectangle reaches
    /// `extent` (plane units); `found` is overwritten.
    void gather(const Extent& extent, std::vector<std::uint32_t>& found) const;

    /// Bytes held, for a cache's account.
    [[nodiscard]] std::size_t memory_bytes() const;

private:
    [[nodiscard]] std::size_t column_of(double x) const;
    [[nodiscard]] std::size_t row_of(double y) const;
    void order(std::vector<std::uint32_t>& found) const;

    KernelPoints m_points;
    double m_support = 1;      ///< of the kernel, in radii
    double m_max_reach_x = 0;  ///< largest support along x, plane units
    double m_max_reach_y = 0;
    Extent m_extent;
    std::size_t m_columns = 1;
    std::size_t m_rows = 1;
    double m_columns_per_unit = 0;
    double m_rows_per_unit = 0;
    std::vector<std::uint32_t> m_first;  ///< buckets + 1 offsets into m_entries
    std::vector<std::uint32_t> m_entries;
};

}  // namespace heatward::density

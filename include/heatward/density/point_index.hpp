#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/density/kernel_points.hpp"
#include "heatward/density/point_bounds.hpp"

namespace heatward::density {

/// Points with the extent of every run of kRun neighbours in the table, built in one pass and used
/// for many rasters. The nearer neighbours in the table lie in the plane, the less is looked at for
/// a window: incident tables are sorted spatially (IncidentTable::sort_spatially), and others can
/// be by spatially_sorted(). Immutable, safe to share between threads.
class PointIndex {
public:
    /// Points looked at together.
    static constexpr std::size_t kRun = 64;

    explicit PointIndex(KernelPoints points);

    /// Of points that are a part of others, whose bounds are `whole`: what is drawn of them is, to
    /// the bit, what would be drawn of all, wherever the others do not reach.
    PointIndex(KernelPoints points, const PointBounds& whole);

    [[nodiscard]] const KernelPoints& points() const { return m_points; }

    /// Table indices, ascending, of the points whose kernel's bounding rectangle reaches
    /// `extent` (plane units); `found` is overwritten.
    void gather(const Extent& extent, std::vector<std::uint32_t>& found) const;

    /// Table indices, ascending, of the points that lie in `extent`, its border included;
    /// `found` is overwritten.
    void places_in(const Extent& extent, std::vector<std::uint32_t>& found) const;

    /// A rectangle within `extent` that holds all of the points in it; empty if there are none.
    [[nodiscard]] Extent places_within(const Extent& extent) const;

    [[nodiscard]] const PointBounds& bounds() const { return m_bounds; }
    [[nodiscard]] const RadiusExtremes& radii() const { return m_bounds.radii; }
    [[nodiscard]] double largest_amplitude() const { return m_bounds.largest_amplitude; }

    /// Bytes held, for a cache's account.
    [[nodiscard]] std::size_t memory_bytes() const;

private:
    struct Run {
        Extent places;
        double radius_x = 0;  ///< the largest
        double radius_y = 0;
    };

    KernelPoints m_points;
    double m_support = 1;  ///< of the kernel, in radii
    PointBounds m_bounds;
    std::vector<Run> m_runs;
};

/// The same points, in the order of a grid of about sixteen points a cell over their extent,
/// row by row, those of one cell in the order given.
KernelPoints spatially_sorted(const KernelPoints& points);

}  // namespace heatward::density

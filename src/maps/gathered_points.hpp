#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "drawn_incidents.hpp"
#include "heatward/core/extent.hpp"
#include "heatward/core/row_set.hpp"
#include "heatward/density/point_index.hpp"
#include "summed_points.hpp"

namespace heatward::maps {

/// Points of so many incidents that they are not held: those that a picture needs are gathered from
/// the table when it is drawn, in table order, by runs of neighbours that lie near it. All rows at
/// one place come or stay away together, so that the same neighbours become one point in every
/// picture; what drawing depends on beside the points in reach (density::PointBounds) is found
/// once.
class GatheredPoints final : public SummedPoints {
public:
    /// `drawn` and `rows` outlive the points. A picture that needs more than about `most_gathered`
    /// is drawn in pieces, cut no smaller than where cutting would hardly make fewer: one piece at
    /// a time, of all pictures, may hold the points within its 16 × 256 pixels (or two radii, where
    /// they are longer) and the radius around them, at worst those of the whole layer. Sums that go
    /// on from one lot to the next do with lots of about that many.
    GatheredPoints(const DrawnIncidents& drawn, const RowSet& rows, std::size_t most_gathered);

    [[nodiscard]] Kernel kernel() const override { return m_shared->drawn->kernel(); }
    [[nodiscard]] const density::PointBounds& bounds() const override { return m_bounds; }
    [[nodiscard]] Raster<double> density(const GridFrame& frame, unsigned threads) const override;
    [[nodiscard]] double at(double x, double y) const override;
    [[nodiscard]] Raster<double> mean_of_masses(const GridFrame& frame) const override;
    [[nodiscard]] ByWidth by_width(const GridFrame& frame) const override;
    [[nodiscard]] std::size_t memory_bytes() const override
    {
        return sizeof(*this) + sizeof(Shared);
    }

private:
    using Runs = std::vector<std::uint32_t>;

    /// Points on one side of a radius, in pixels of one size.
    struct Width {
        double cell_width = 1;
        double cell_height = 1;
        bool is_narrow = false;
    };
    struct BoundsByWidth {
        density::PointBounds narrow;
        density::PointBounds wide;
    };

    /// Of the points and the parts of them.
    struct Shared {
        const DrawnIncidents* drawn;
        const RowSet* rows;
        std::size_t most_gathered;
        std::mutex mutex;
        /// By the pixel's width and height: what a pass over all rows finds.
        std::map<std::pair<double, double>, BoundsByWidth> by_width;  ///< guarded by mutex
    };

    GatheredPoints(std::shared_ptr<Shared> shared, const Width& width,
                   const density::PointBounds& bounds);

    [[nodiscard]] bool is_wanted(const density::KernelPoint& point) const;
    [[nodiscard]] Runs all_runs() const;
    [[nodiscard]] Runs runs_meeting(const Extent& near, const Runs& among) const;
    [[nodiscard]] std::size_t rows_of(const Runs& runs) const;
    void gather(const Extent& near, const Runs& runs, std::size_t lot,
                const std::function<void(density::KernelPoints)>& take) const;
    void gather_in_lots(const Extent& near,
                        const std::function<void(const density::PointIndex&)>& take) const;
    [[nodiscard]] density::PointBounds found_bounds() const;
    void sweep(const GridFrame& part, const Runs& among, unsigned threads,
               Raster<double>& raster) const;

    std::shared_ptr<Shared> m_shared;
    std::optional<Width> m_width;
    density::PointBounds m_bounds;
};

}  // namespace heatward::maps

#pragma once

#include <cstddef>
#include <memory>

#include "heatward/core/grid.hpp"
#include "heatward/core/kernel.hpp"
#include "heatward/density/point_bounds.hpp"

namespace heatward::maps {

/// A layer's kernels, summed wherever they are asked for. Whether their points are kept or gathered
/// anew makes no difference to a bit. Immutable, safe to share between threads.
class SummedPoints {
public:
    virtual ~SummedPoints() = default;
    SummedPoints(const SummedPoints&) = delete;
    SummedPoints& operator=(const SummedPoints&) = delete;

    [[nodiscard]] virtual Kernel kernel() const = 0;
    [[nodiscard]] virtual const density::PointBounds& bounds() const = 0;
    [[nodiscard]] bool is_empty() const { return bounds().places.is_empty(); }

    /// As density::density_raster(), density_at() and mean_of_masses().
    [[nodiscard]] virtual Raster<double> density(const GridFrame& frame,
                                                 unsigned threads) const = 0;
    [[nodiscard]] virtual double at(double x, double y) const = 0;
    [[nodiscard]] virtual Raster<double> mean_of_masses(const GridFrame& frame) const = 0;

    /// The points whose smaller radius is narrow beside `frame`'s pixels, and the others, as
    /// density::split_by_width(). They do not outlive the points that they are of.
    struct ByWidth {
        std::unique_ptr<const SummedPoints> narrow;
        std::unique_ptr<const SummedPoints> wide;
    };
    [[nodiscard]] virtual ByWidth by_width(const GridFrame& frame) const = 0;

    /// Bytes held, for a cache's account.
    [[nodiscard]] virtual std::size_t memory_bytes() const = 0;

protected:
    SummedPoints() = default;
};

}  // namespace heatward::maps

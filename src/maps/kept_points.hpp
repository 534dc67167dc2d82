#pragma once

#include "heatward/density/point_index.hpp"
#include "summed_points.hpp"

namespace heatward::maps {

/// Points that are all held.
class KeptPoints final : public SummedPoints {
public:
    explicit KeptPoints(density::PointIndex points) : m_points(std::move(points)) {}

    [[nodiscard]] Kernel kernel() const override { return m_points.points().kernel; }
    [[nodiscard]] const density::PointBounds& bounds() const override { return m_points.bounds(); }
    [[nodiscard]] Raster<double> density(const GridFrame& frame, unsigned threads) const override;
    [[nodiscard]] double at(double x, double y) const override;
    [[nodiscard]] Raster<double> mean_of_masses(const GridFrame& frame) const override;
    [[nodiscard]] ByWidth by_width(const GridFrame& frame) const override;
    [[nodiscard]] std::size_t memory_bytes() const override { return m_points.memory_bytes(); }

private:
    density::PointIndex m_points;
};

}  // namespace heatward::maps

#include "kept_points.hpp"

#include <utility>

#include "heatward/density/density_raster.hpp"
#include "heatward/density/pixel_mean.hpp"

namespace heatward::maps {

Raster<double> KeptPoints::density(const GridFrame& frame, unsigned threads) const
{
    return density::density_raster(m_points, frame, {static_cast<int>(threads), nullptr, {}});
}

double KeptPoints::at(double x, double y) const { return density::density_at(m_points, x, y); }

Raster<double> KeptPoints::mean_of_masses(const GridFrame& frame) const
{
    return density::mean_of_masses(m_points, frame);
}

SummedPoints::ByWidth KeptPoints::by_width(const GridFrame& frame) const
{
    density::PointsByWidth split = density::split_by_width(m_points.points(), frame);
    return {std::make_unique<const KeptPoints>(density::PointIndex(std::move(split.narrow))),
            std::make_unique<const KeptPoints>(density::PointIndex(std::move(split.wide)))};
}

}  // namespace heatward::maps

#include "heatward/maps/surface_cells.hpp"

#include <limits>

#include "heatward/core/error.hpp"
#include "heatward/stats/breaks.hpp"
#include "heatward/stats/coverage.hpp"

namespace heatward::maps {

SurfaceCells::SurfaceCells(const ProjectedMultiPolygon& study_area, double cell_m)
    : m_frame(frame_covering(extent_of(study_area), cell_m))
{
    const Raster<double> coverage = stats::coverage(study_area, m_frame);
    m_is_inside.reserve(coverage.values.size());
    for (const double share : coverage.values) {
        m_is_inside.push_back(share > 0);
    }
}

std::vector<double> SurfaceCells::breaks(const DensityLayer& density, unsigned threads) const
{
    if (density.plane() != Plane::project) {
        throw DataError("colour breaks are worked out in the project's plane");
    }
    Raster<double> surface = density.evaluate(m_frame, false, threads);
    for (std::size_t i = 0; i < surface.values.size(); ++i) {
        if (!m_is_inside[i]) {
            surface.values[i] = std::numeric_limits<double>::quiet_NaN();
        }
    }
    return stats::colour_breaks(surface.values);
}

}  // namespace heatward::maps

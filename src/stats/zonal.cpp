#include "heatward/stats/zonal.hpp"

#include <algorithm>
#include <cmath>

#include "heatward/core/crossing.hpp"
#include "lattice.hpp"

namespace heatward::stats {
namespace {

void raise(std::optional<double>& maximum, double value)
{
    maximum = std::max(maximum.value_or(value), value);
}

}  // namespace

ZonalFigures zonal_figures(const Raster<double>& surface, const Raster<double>& coverage,
                           const ProjectedMultiPolygon& area)
{
    const WindowOffset offset = offset_in(surface.frame, coverage.frame);
    const GridFrame& frame = coverage.frame;
    const WindingIndex index(area);
    double weighted = 0;
    double covered = 0;
    std::optional<double> max_at_centres;
    std::optional<double> max_touched;
    for (int row = 0; row < frame.rows; ++row) {
        for (int column = 0; column < frame.columns; ++column) {
            const double share = coverage.at(row, column);
            const int surface_row = row + offset.rows;
            const int surface_column = column + offset.columns;
            if (!(share > 0) || !holds(surface.frame, surface_row, surface_column)) {
                continue;
            }
            const double value = surface.at(surface_row, surface_column);
            if (std::isnan(value)) {
                continue;
            }
            weighted += value * share;
            covered += share;
            raise(max_touched, value);
            if (share == 1 || index.contains({frame.centre_x(column), frame.centre_y(row)})) {
                raise(max_at_centres, value);
            }
        }
    }
    ZonalFigures figures;
    if (covered > 0) {
        figures.mean = weighted / covered;
        figures.max = max_at_centres ? max_at_centres : max_touched;
    }
    figures.volume = weighted * cell_area_km2(frame);
    figures.covered_km2 = covered * cell_area_km2(frame);
    return figures;
}

double labelled_share(const Raster<std::int32_t>& labels, const Raster<double>& coverage)
{
    const WindowOffset offset = offset_in(labels.frame, coverage.frame);
    double labelled = 0;
    double covered = 0;
    for (int row = 0; row < coverage.frame.rows; ++row) {
        for (int column = 0; column < coverage.frame.columns; ++column) {
            const double share = coverage.at(row, column);
            covered += share;
            if (holds(labels.frame, row + offset.rows, column + offset.columns) &&
                labels.at(row + offset.rows, column + offset.columns) > 0) {
                labelled += share;
            }
        }
    }
    return covered > 0 ? labelled / covered : 0;
}

}  // namespace heatward::stats

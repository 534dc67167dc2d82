#pragma once

#include <cstdint>
#include <optional>

#include "heatward/core/grid.hpp"
#include "heatward/core/polygon.hpp"

namespace heatward::stats {

/// What a surface, in weight per km², comes to over an area.
struct ZonalFigures {
    std::optional<double> mean;  ///< coverage-weighted; none where no cell with a value is touched
    std::optional<double> max;   ///< likewise
    double volume = 0;           ///< Σ value · coverage · cell area in km²: weight
    double covered_km2 = 0;      ///< area of the cells with a value that the area covers
};

/// Figures of `surface` (weight per km²) over `area`, whose coverage on a window of the
/// same lattice is `coverage` (coverage_window). The maximum is taken over cells whose
/// centre lies in the area; where none does (an area smaller than a cell),
/// over the cells it touches. NaN cells and cells outside the surface are left
/// out. Sums run row by row from the north-west. Throws DataError where the
/// two lattices differ.
ZonalFigures zonal_figures(const Raster<double>& surface, const Raster<double>& coverage,
                           const ProjectedMultiPolygon& area);

/// The share of the area, 0 to 1 and weighted by coverage, whose cells have a label above 0
/// (hotspot_share from Hotspots::labels). 0 for an area that covers nothing.
/// Cells outside `labels` count as 0. Throws DataError where the lattices differ.
double labelled_share(const Raster<std::int32_t>& labels, const Raster<double>& coverage);

}  // namespace heatward::stats

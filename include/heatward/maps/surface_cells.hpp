#pragma once

#include <cstddef>
#include <vector>

#include "heatward/core/grid.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/maps/density_layer.hpp"

namespace heatward::maps {

/// The cells of a layer's own surface (rows × columns over the study area, lines at multiples of
/// the cell) that reach into the study area: what colour breaks are worked out from. Immutable,
/// safe to share between threads.
class SurfaceCells {
public:
    /// Throws DataError where there would be more than kMaxGridCells.
    SurfaceCells(const ProjectedMultiPolygon& study_area, double cell_m);

    /// Colour breaks of the density (stats::colour_breaks of its values at the cells' centres), by
    /// the very sums of a build: the layer's own density has the layer's breaks. Empty where it is
    /// nought in all of the study area. Holds 8 bytes a cell meanwhile. Throws DataError for a
    /// density in another plane than the project's.
    [[nodiscard]] std::vector<double> breaks(const DensityLayer& density, unsigned threads) const;

    [[nodiscard]] const GridFrame& frame() const { return m_frame; }

private:
    GridFrame m_frame;
    std::vector<bool> m_is_inside;  ///< by cell, row by row
};

}  // namespace heatward::maps

#pragma once

#include "heatward/core/grid.hpp"
#include "heatward/core/polygon.hpp"

namespace heatward::stats {

/// The share of each cell of `frame` that the polygons cover, 0 to 1 (rows × columns, row 0
/// north). Exact but for rounding: signed areas are accumulated edge by
/// edge, each split at the cell borders (as exactextract and font rasterisers do); what
/// comes within 1e-12 of 0 or 1 is set to it. Absolute error a cell below 1e-11 up
/// to 1e4 edges a row of cells. Polygons may touch but not overlap; parts outside
/// the frame are left out.
Raster<double> coverage(const ProjectedMultiPolygon& polygons, const GridFrame& frame);

/// As above on the part of `frame` that meets the polygons' extent (window_of): rows ×
/// columns of that window alone, so that many small areas on a large grid stay cheap.
Raster<double> coverage_window(const ProjectedMultiPolygon& polygons, const GridFrame& frame);

/// The part of `frame` that `extent` meets; 0 rows and columns where none.
GridFrame window_of(const GridFrame& frame, const Extent& extent);

}  // namespace heatward::stats

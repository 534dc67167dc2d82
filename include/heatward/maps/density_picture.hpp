#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/core/grid.hpp"
#include "heatward/maps/density_colours.hpp"
#include "heatward/maps/pictured.hpp"
#include "heatward/render/rgba_image.hpp"

namespace heatward::maps {

/// Class numbers of the pixels of a window in the layer's plane (rows × columns, row 0 north): as
/// density_window_png draws them. Computed strip by strip, so that a large picture takes little
/// more memory than its bytes.
Raster<std::uint8_t> density_classes(const Pictured& layer, const GridFrame& frame,
                                     const DensityColours& colours, unsigned threads = 1);

/// The same for a window in another reference system, `crs` (anything that PROJ reads, x east):
/// each pixel has the class of the nearest cell of a lattice in the layer's plane, which is the
/// project's, of cells half as wide as the smaller side of a pixel. A class's border lies within
/// 0.36 of that side of where it would be computed for the pixel's own centre, plus 0.05 pixels
/// for centres between every sixteenth, which are interpolated. Outside `within` (the study area's
/// extent, project metres) all is class 0. Throws DataError where the layer is in another plane or
/// no operation joins the systems.
Raster<std::uint8_t> density_classes_in(const std::string& crs, const std::string& project_crs,
                                        const Pictured& layer, const GridFrame& frame,
                                        const Extent& within, const DensityColours& colours,
                                        unsigned threads = 1);

/// The palette laid over an opaque ground, class 0 the ground itself.
std::vector<render::Colour> palette_over(const DensityColours& colours,
                                         const render::Colour& ground);

/// Classes in their colours, laid over `picture` pixel by pixel; both have one size.
void lay_over(render::RgbaImage& picture, const Raster<std::uint8_t>& classes,
              const DensityColours& colours);

}  // namespace heatward::maps

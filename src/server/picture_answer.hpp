#pragma once

#include <memory>
#include <vector>

#include "heatward/core/grid.hpp"
#include "heatward/render/colour.hpp"
#include "heatward/server/picture_crs.hpp"
#include "heatward/server/route.hpp"
#include "ogc_layer.hpp"

namespace heatward::server {

/// What a picture of layers shows.
struct PictureWindow {
    PictureCrs crs = PictureCrs::epsg_3857;
    GridFrame frame;  ///< in that system, x east and y north
    bool is_transparent = true;
    render::Colour background{255, 255, 255, 255};  ///< where it is not transparent
};

/// The window of a picture: in EPSG:3857 on the zooms' lattice where it lies there.
GridFrame frame_of(PictureCrs crs, const Extent& bounds, int width, int height);

/// The layers laid over each other, the first undermost, as PNG. One density on a tile of the
/// matrix is that tile's answer.
Answer picture_answer(std::shared_ptr<const ServedRun> served, std::vector<OgcLayer> layers,
                      const PictureWindow& window);

}  // namespace heatward::server

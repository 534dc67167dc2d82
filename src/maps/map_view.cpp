#include "map_view.hpp"

#include <algorithm>

namespace heatward::maps {
namespace {

constexpr double kRoomAround = 0.03;  // of the box, on each side

}  // namespace

MapView::MapView(const Extent& extent, const Box& box)
    : m_box(box),
      m_metres_per_pixel(std::max(extent.width() / box.width, extent.height() / box.height) /
                         (1 - 2 * kRoomAround))
{
    const double half_width = box.width / 2 * m_metres_per_pixel;
    const double half_height = box.height / 2 * m_metres_per_pixel;
    const double x = (extent.min_x + extent.max_x) / 2;
    const double y = (extent.min_y + extent.max_y) / 2;
    m_extent = {x - half_width, y - half_height, x + half_width, y + half_height};
}

GridFrame MapView::pixels(int raster_scale) const
{
    GridFrame frame;
    frame.origin_x = m_extent.min_x;
    frame.origin_y = m_extent.max_y;
    frame.cell_width = m_metres_per_pixel / raster_scale;
    frame.cell_height = frame.cell_width;
    frame.columns = static_cast<int>(m_box.width) * raster_scale;
    frame.rows = static_cast<int>(m_box.height) * raster_scale;
    return frame;
}

}  // namespace heatward::maps

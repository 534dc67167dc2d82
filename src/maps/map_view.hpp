#pragma once

#include "canvas.hpp"
#include "heatward/core/extent.hpp"
#include "heatward/core/grid.hpp"
#include "heatward/core/point.hpp"

namespace heatward::maps {

/// A place on a page, in CSS pixels.
struct PagePoint {
    double x = 0;
    double y = 0;
};

/// Project metres onto a box of the page, north up, one scale both ways.
class MapView {
public:
    /// Shows all of `extent` (project metres) with a little room around, in the middle of
    /// `box`.
    MapView(const Extent& extent, const Box& box);

    [[nodiscard]] const Box& box() const { return m_box; }
    /// What the box shows, in project metres.
    [[nodiscard]] const Extent& extent() const { return m_extent; }
    [[nodiscard]] double metres_per_pixel() const { return m_metres_per_pixel; }

    [[nodiscard]] PagePoint to_page(const ProjectedPoint& point) const
    {
        return {m_box.x + (point.x - m_extent.min_x) / m_metres_per_pixel,
                m_box.y + (m_extent.max_y - point.y) / m_metres_per_pixel};
    }

    /// The box's pixels, `raster_scale` a CSS pixel, as cells in project metres.
    [[nodiscard]] GridFrame pixels(int raster_scale) const;

private:
    Box m_box;
    double m_metres_per_pixel;
    Extent m_extent;
};

}  // namespace heatward::maps

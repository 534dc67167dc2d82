#pragma once

#include "canvas.hpp"
#include "heatward/maps/legend.hpp"

namespace heatward::maps {

/// How a legend is drawn on a page.
struct LegendLook {
    double unit = 1;          ///< size of everything: 1 sets labels at 12 CSS pixels
    double width = 0;         ///< texts wrap within it
    bool with_title = false;  ///< title, period and marking too, where nothing else says them
};

/// Draws the legend with its top left corner at (x, y), highest class on top, and gives
/// its size. With `draw` false it is only measured.
TextSize draw_legend(Canvas& canvas, const Legend& legend, double x, double y,
                     const LegendLook& look, bool draw = true);

/// Draws the legend as a strip from the lowest class on the left to the highest on the right,
/// as wide as the box and from its top, in type of `unit`; gives its height. With `draw` false it
/// is only measured.
double draw_legend_strip(Canvas& canvas, const Legend& legend, const Box& box, double unit,
                         bool draw = true);

}  // namespace heatward::maps

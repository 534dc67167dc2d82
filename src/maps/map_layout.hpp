#pragma once

#include <string>
#include <vector>

#include "canvas.hpp"
#include "heatward/maps/legend.hpp"
#include "heatward/maps/static_map.hpp"

namespace heatward::maps {

/// A map's texts.
struct MapTexts {
    std::string title;
    std::string subtitle;
    std::string reading_note;  ///< how to read the colours; may be left out where there is no room
    std::string source_line;
    std::string marking;
    std::string notice;  ///< set over the map where its density is unknown; else empty
};

/// Where a map's parts stand on its page.
struct MapLayout {
    double unit = 1;  ///< size of type and gaps: 1 on a page of 1200 × 900 CSS pixels
    double margin = 0;
    double title_top = 0;
    double subtitle_top = 0;
    double text_width = 0;  ///< of title, subtitle and source line
    Box map;                ///< on whole CSS pixels, so that the density's pixels are the page's
    Box legend;             ///< no width where there is none
    bool legend_is_strip = false;  ///< under the map instead of beside it
    double source_top = 0;
    double bottom_marking_top = 0;
};

TextStyle title_style(const MapLayout& layout);
TextStyle subtitle_style(const MapLayout& layout);
TextStyle note_style(const MapLayout& layout);
TextStyle source_style(const MapLayout& layout);
TextStyle marking_style(const MapLayout& layout);
TextStyle notice_style(const MapLayout& layout);

/// Divides the page: marking and title on top, legend to the right of the map (under it
/// on upright pages), source line and marking at the foot; the map takes what is left.
MapLayout lay_out_page(Canvas& canvas, const MapTexts& texts, const Legend& legend,
                       const MapOptions& options);

}  // namespace heatward::maps

#include "basemap_drawing.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "line_chains.hpp"
#include "map_drawing.hpp"

namespace heatward::maps {
namespace {

/// CSS pixels that a road must reach, as it goes straight on, to be drawn.
constexpr double kLeastRoadPixels = 14;

/// Polygons of less are not drawn, in square CSS pixels.
constexpr double kLeastAreaPixels = 0.3;

/// About the width of a carriageway and of a railway, which are drawn true where there is room.
constexpr double kRoadWidth_m = 8;
constexpr double kRailWidth_m = 4;
constexpr double kWidestLine = 9;  // CSS pixels

/// Roads of one look: those that reach `least_pixels`.
struct RoadRank {
    double least_pixels;
    double width;   ///< CSS pixels, where the carriageway is narrower
    double casing;  ///< CSS pixels on either side
};

/// The lesser first, so that the greater lie on top.
constexpr std::array<RoadRank, 3> kRoadRanks{
    {{kLeastRoadPixels, 0.5, 0.35}, {60, 0.9, 0.6}, {180, 1.4, 0.8}}};

const BasemapLayer* find_layer(const Basemap& basemap, BasemapClass feature_class)
{
    const auto layer = std::find_if(
        basemap.begin(), basemap.end(),
        [&](const BasemapLayer& candidate) { return candidate.feature_class == feature_class; });
    return layer == basemap.end() ? nullptr : &*layer;
}

void draw_areas(Canvas& canvas, const MapView& view, const BasemapLayer* layer,
                const render::Colour& colour)
{
    if (layer == nullptr) {
        return;
    }
    const double least_m2 = kLeastAreaPixels * view.metres_per_pixel() * view.metres_per_pixel();
    std::vector<const ProjectedMultiPolygon*> seen;
    for (const BasemapFeature& feature : layer->features) {
        if (extent_of(feature).intersects(view.extent()) && area_m2(feature.polygons) >= least_m2) {
            seen.push_back(&feature.polygons);
        }
    }
    fill_areas(canvas, view, seen, colour);
}

/// The layer's lines that reach the view and `least_pixels`, joined end to end.
std::vector<LineChain> chains_in(const MapView& view, const BasemapLayer& layer,
                                 double least_pixels)
{
    std::vector<const BasemapFeature*> seen;
    for (const BasemapFeature& feature : layer.features) {
        if (feature.stroke_m >= least_pixels * view.metres_per_pixel() &&
            extent_of(feature).intersects(view.extent())) {
            seen.push_back(&feature);
        }
    }
    return line_chains(seen);
}

void draw_roads(Canvas& canvas, const MapView& view, const BasemapLayer& layer,
                const BasemapStyle& style, double unit)
{
    const auto chains = chains_in(view, layer, kLeastRoadPixels * unit);
    const double true_width = kRoadWidth_m / view.metres_per_pixel();
    for (std::size_t rank = 0; rank < kRoadRanks.size(); ++rank) {
        const double from = kRoadRanks[rank].least_pixels * unit * view.metres_per_pixel();
        const bool is_last = rank + 1 == kRoadRanks.size();
        const double below =
            is_last ? 0 : kRoadRanks[rank + 1].least_pixels * unit * view.metres_per_pixel();
        std::vector<const std::vector<ProjectedPoint>*> lines;
        for (const LineChain& chain : chains) {
            if (chain.stroke_m >= from && (is_last || chain.stroke_m < below)) {
                lines.push_back(&chain.vertices);
            }
        }
        const double width =
            std::max(kRoadRanks[rank].width * unit, std::min(true_width, kWidestLine * unit));
        stroke_lines(canvas, view, lines,
                     {style.road_casing, width + 2 * kRoadRanks[rank].casing * unit});
        stroke_lines(canvas, view, lines, {style.road, width});
    }
}

void draw_rails(Canvas& canvas, const MapView& view, const BasemapLayer& layer,
                const BasemapStyle& style, double unit)
{
    const auto chains = chains_in(view, layer, kLeastRoadPixels * unit);
    std::vector<const std::vector<ProjectedPoint>*> lines;
    for (const LineChain& chain : chains) {
        lines.push_back(&chain.vertices);
    }
    const double width = std::max(
        1.1 * unit, std::min(kRailWidth_m / view.metres_per_pixel(), kWidestLine * unit / 2));
    stroke_lines(canvas, view, lines, {style.road_casing, width + 1.2 * unit});
    stroke_lines(canvas, view, lines, {style.rail, width, 4 * width, 2.5 * width});
}

/// Where a name may stand about its dot: right, left, above, below.
std::array<Box, 4> boxes_about(const PagePoint& dot, const TextSize& size, double gap)
{
    const double middle = dot.y - size.height / 2;
    return {{{dot.x + gap, middle, size.width, size.height},
             {dot.x - gap - size.width, middle, size.width, size.height},
             {dot.x - size.width / 2, dot.y - gap - size.height, size.width, size.height},
             {dot.x - size.width / 2, dot.y + gap, size.width, size.height}}};
}

std::optional<Box> free_box(const std::array<Box, 4>& boxes, const Box& dot, const Box& map,
                            const std::vector<Box>& taken)
{
    const auto is_free = [&](const Box& box) {
        return box.x >= map.x && box.y >= map.y && box.right() <= map.right() &&
               box.bottom() <= map.bottom() &&
               std::none_of(taken.begin(), taken.end(),
                            [&](const Box& other) { return box.overlaps(other); });
    };
    if (!is_free(dot)) {
        return std::nullopt;
    }
    const auto box = std::find_if(boxes.begin(), boxes.end(), is_free);
    return box == boxes.end() ? std::nullopt : std::optional(*box);
}

void draw_dot(Canvas& canvas, const Box& dot, const render::Colour& colour)
{
    canvas.set_colour(colour);
    cairo_new_path(canvas.cairo());
    cairo_arc(canvas.cairo(), dot.x + dot.width / 2, dot.y + dot.height / 2, dot.width / 2, 0,
              2 * G_PI);
    cairo_fill(canvas.cairo());
}

}  // namespace

bool has_land(const Basemap& basemap) { return find_layer(basemap, BasemapClass::land) != nullptr; }

void draw_basemap(Canvas& canvas, const MapView& view, const Basemap& basemap,
                  const BasemapStyle& style, double unit)
{
    if (has_land(basemap)) {
        canvas.fill(view.box(), style.water);
    }
    draw_areas(canvas, view, find_layer(basemap, BasemapClass::land), style.land);
    draw_areas(canvas, view, find_layer(basemap, BasemapClass::water), style.water);
    draw_areas(canvas, view, find_layer(basemap, BasemapClass::green), style.green);
    draw_areas(canvas, view, find_layer(basemap, BasemapClass::building), style.building);
    if (const BasemapLayer* const roads = find_layer(basemap, BasemapClass::road)) {
        draw_roads(canvas, view, *roads, style, unit);
    }
    if (const BasemapLayer* const rails = find_layer(basemap, BasemapClass::rail)) {
        draw_rails(canvas, view, *rails, style, unit);
    }
}

std::size_t draw_place_names(Canvas& canvas, const MapView& view, const Basemap& basemap,
                             const BasemapStyle& style, double unit,
                             const std::vector<DrawnLabel>& drawn,
                             const std::vector<Box>& obstacles)
{
    const BasemapLayer* const places = find_layer(basemap, BasemapClass::place);
    if (places == nullptr) {
        return 0;
    }
    std::vector<Box> taken = obstacles;
    std::set<std::string> names;
    for (const DrawnLabel& label : drawn) {
        taken.push_back(label.box);
        names.insert(label.text);
    }
    const TextStyle text{.size = 8.5 * unit, .colour = style.place, .halo = 1.2 * unit};
    const double radius = 1.3 * unit;
    std::size_t count = 0;
    for (const BasemapFeature& place : places->features) {
        if (place.name.empty() || names.contains(place.name)) {
            continue;
        }
        const PagePoint at = view.to_page(place.points.front());
        const Box dot{at.x - radius, at.y - radius, 2 * radius, 2 * radius};
        const auto box = free_box(boxes_about(at, canvas.measure(place.name, text), 3 * unit), dot,
                                  view.box(), taken);
        if (box) {
            draw_dot(canvas, dot, style.place);
            canvas.text(place.name, box->x, box->y, text);
            const double gap = 4 * unit;
            taken.push_back(
                {box->x - gap, box->y - gap, box->width + 2 * gap, box->height + 2 * gap});
            taken.push_back(dot);
            names.insert(place.name);
            ++count;
        }
    }
    return count;
}

}  // namespace heatward::maps

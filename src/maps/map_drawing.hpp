#pragma once

#include <span>
#include <vector>

#include "canvas.hpp"
#include "heatward/core/feature_table.hpp"
#include "heatward/maps/density_colours.hpp"
#include "heatward/maps/density_layer.hpp"
#include "map_view.hpp"

namespace heatward::maps {

/// A line's look.
struct Pen {
    render::Colour colour;
    double width = 1;  ///< CSS pixels
    double dash = 0;   ///< CSS pixels; 0: unbroken
    double gap = 0;    ///< between dashes
};

/// Fills what lies inside the polygons.
void fill_polygons(Canvas& canvas, const MapView& view, const ProjectedMultiPolygon& polygons,
                   const render::Colour& colour);

/// The same of many at once: where they overlap or touch, the colour is laid on once.
void fill_areas(Canvas& canvas, const MapView& view,
                std::span<const ProjectedMultiPolygon* const> areas, const render::Colour& colour);

/// Covers everything of the map but the polygons.
void veil_all_but(Canvas& canvas, const MapView& view, const ProjectedMultiPolygon& polygons,
                  const render::Colour& colour);

/// Draws outlines, one path an area.
void stroke_polygons(Canvas& canvas, const MapView& view,
                     const std::vector<ProjectedMultiPolygon>& areas, const Pen& pen);

/// Draws lines, all as one path.
void stroke_lines(Canvas& canvas, const MapView& view,
                  std::span<const std::vector<ProjectedPoint>* const> lines, const Pen& pen);

/// Draws the density, a cell a picture pixel, up to the study area's border.
void draw_density(Canvas& canvas, const MapView& view, const Pictured& density,
                  const DensityColours& colours, const ProjectedMultiPolygon& study_area,
                  unsigned threads);

/// Draws a scale bar on a plate in the map's south-west corner and gives the plate.
Box draw_scale_bar(Canvas& canvas, const MapView& view, double unit);

/// Draws an arrow to grid north on a plate in the map's north-east corner and gives the plate.
Box draw_north_arrow(Canvas& canvas, const MapView& view, double unit);

}  // namespace heatward::maps

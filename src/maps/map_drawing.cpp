#include "map_drawing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>

#include "heatward/core/error.hpp"
#include "heatward/maps/scale_bar.hpp"
#include "map_palette.hpp"

namespace heatward::maps {
namespace {

/// Vertices nearer than this to the last one drawn add nothing that is seen, in CSS pixels.
constexpr double kFinestStep = 0.15;

/// Holds cairo's clip and state and gives them back.
class Saved {
public:
    explicit Saved(cairo_t* cairo) : m_cairo(cairo) { cairo_save(m_cairo); }
    ~Saved() { cairo_restore(m_cairo); }
    Saved(const Saved&) = delete;
    Saved& operator=(const Saved&) = delete;

private:
    cairo_t* m_cairo;
};

/// Moves along the vertices, leaving out those that add nothing.
void add_vertices(cairo_t* cairo, const MapView& view, const std::vector<ProjectedPoint>& vertices)
{
    PagePoint last{};
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        const PagePoint point = view.to_page(vertices[i]);
        if (i == 0) {
            cairo_move_to(cairo, point.x, point.y);
        } else if (std::hypot(point.x - last.x, point.y - last.y) >= kFinestStep) {
            cairo_line_to(cairo, point.x, point.y);
        } else {
            continue;
        }
        last = point;
    }
}

void add_path(cairo_t* cairo, const MapView& view, const ProjectedMultiPolygon& polygons)
{
    if (!extent_of(polygons).intersects(view.extent())) {
        return;
    }
    for_each_ring(polygons, [&](const Ring<ProjectedPoint>& ring) {
        add_vertices(cairo, view, ring);
        cairo_close_path(cairo);
    });
}

void clip_to(cairo_t* cairo, const Box& box)
{
    cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
    cairo_clip(cairo);
}

std::uint32_t premultiplied(const render::Colour& colour)
{
    const auto share = [&](std::uint8_t channel) {
        return (static_cast<std::uint32_t>(channel) * colour.alpha + 127) / 255;
    };
    return static_cast<std::uint32_t>(colour.alpha) << 24U | share(colour.red) << 16U |
           share(colour.green) << 8U | share(colour.blue);
}

struct SurfaceDeleter {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using ImageSurface = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;

ImageSurface image_of(const Raster<std::uint8_t>& classes, const DensityColours& colours)
{
    ImageSurface image(
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, classes.frame.columns, classes.frame.rows));
    if (cairo_surface_status(image.get()) != CAIRO_STATUS_SUCCESS) {
        throw EnvironmentError("there is no memory left for a map's picture");
    }
    std::vector<std::uint32_t> pixel_of;
    for (const render::Colour& colour : colours.palette()) {
        pixel_of.push_back(premultiplied(colour));
    }
    unsigned char* const data = cairo_image_surface_get_data(image.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(image.get()));
    for (int row = 0; row < classes.frame.rows; ++row) {
        auto* const pixels =
            reinterpret_cast<std::uint32_t*>(data + static_cast<std::size_t>(row) * stride);
        for (int column = 0; column < classes.frame.columns; ++column) {
            pixels[column] = pixel_of[classes.at(row, column)];
        }
    }
    cairo_surface_mark_dirty(image.get());
    return image;
}

}  // namespace

void fill_polygons(Canvas& canvas, const MapView& view, const ProjectedMultiPolygon& polygons,
                   const render::Colour& colour)
{
    const ProjectedMultiPolygon* const area = &polygons;
    fill_areas(canvas, view, {&area, 1}, colour);
}

void fill_areas(Canvas& canvas, const MapView& view,
                std::span<const ProjectedMultiPolygon* const> areas, const render::Colour& colour)
{
    const Saved saved(canvas.cairo());
    clip_to(canvas.cairo(), view.box());
    canvas.set_colour(colour);
    for (const ProjectedMultiPolygon* const area : areas) {
        add_path(canvas.cairo(), view, *area);
    }
    cairo_fill(canvas.cairo());
}

void stroke_lines(Canvas& canvas, const MapView& view,
                  std::span<const std::vector<ProjectedPoint>* const> lines, const Pen& pen)
{
    const Saved saved(canvas.cairo());
    clip_to(canvas.cairo(), view.box());
    canvas.set_colour(pen.colour);
    cairo_set_line_width(canvas.cairo(), pen.width);
    cairo_set_line_join(canvas.cairo(), CAIRO_LINE_JOIN_ROUND);
    if (pen.dash > 0) {
        const std::array<double, 2> dashes{pen.dash, pen.gap};
        cairo_set_dash(canvas.cairo(), dashes.data(), static_cast<int>(dashes.size()), 0);
    } else {
        cairo_set_line_cap(canvas.cairo(), CAIRO_LINE_CAP_ROUND);
    }
    for (const std::vector<ProjectedPoint>* const line : lines) {
        add_vertices(canvas.cairo(), view, *line);
    }
    cairo_stroke(canvas.cairo());
}

void veil_all_but(Canvas& canvas, const MapView& view, const ProjectedMultiPolygon& polygons,
                  const render::Colour& colour)
{
    const Saved saved(canvas.cairo());
    clip_to(canvas.cairo(), view.box());
    canvas.set_colour(colour);
    cairo_set_fill_rule(canvas.cairo(), CAIRO_FILL_RULE_EVEN_ODD);
    cairo_rectangle(canvas.cairo(), view.box().x, view.box().y, view.box().width,
                    view.box().height);
    add_path(canvas.cairo(), view, polygons);
    cairo_fill(canvas.cairo());
}

void stroke_polygons(Canvas& canvas, const MapView& view,
                     const std::vector<ProjectedMultiPolygon>& areas, const Pen& pen)
{
    const Saved saved(canvas.cairo());
    clip_to(canvas.cairo(), view.box());
    canvas.set_colour(pen.colour);
    cairo_set_line_width(canvas.cairo(), pen.width);
    cairo_set_line_join(canvas.cairo(), CAIRO_LINE_JOIN_ROUND);
    // One stroke for all: a border of two areas is not laid on twice.
    for (const ProjectedMultiPolygon& area : areas) {
        add_path(canvas.cairo(), view, area);
    }
    cairo_stroke(canvas.cairo());
}

void draw_density(Canvas& canvas, const MapView& view, const Pictured& density,
                  const DensityColours& colours, const ProjectedMultiPolygon& study_area,
                  unsigned threads)
{
    const GridFrame frame = view.pixels(canvas.raster_scale());
    const ImageSurface image = image_of(density.classes(frame, false, colours, threads), colours);
    cairo_t* const cairo = canvas.cairo();
    const Saved saved(cairo);
    clip_to(cairo, view.box());
    add_path(cairo, view, study_area);
    cairo_clip(cairo);
    cairo_translate(cairo, view.box().x, view.box().y);
    const double pixel = 1.0 / canvas.raster_scale();
    cairo_scale(cairo, pixel, pixel);
    cairo_set_source_surface(cairo, image.get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_NEAREST);
    cairo_paint(cairo);
}

Box draw_scale_bar(Canvas& canvas, const MapView& view, double unit)
{
    const Box& map = view.box();
    const ScaleBar bar =
        scale_bar_for(view.metres_per_pixel(), std::min(180 * unit, 0.35 * map.width));
    const double length = bar.length_m / view.metres_per_pixel();
    const TextStyle style{.size = 10.5 * unit, .colour = palette::kInk};
    const TextSize label = canvas.measure(bar.label, style);
    const double pad = 7 * unit;
    const double thickness = 4.5 * unit;
    const double half_end = label.width / 2;
    const double height = 2 * pad + label.height + 2 * unit + thickness;
    const Box plate{map.x + 8 * unit, map.bottom() - 8 * unit - height, 2 * pad + length + half_end,
                    height};
    canvas.fill(plate, palette::kPlate);
    const double x = plate.x + pad;
    const double y = plate.bottom() - pad - thickness;
    const double part = length / bar.divisions;
    for (int i = 0; i < bar.divisions; ++i) {
        const Box division{x + i * part, y, part, thickness};
        canvas.fill(division, i % 2 == 0 ? palette::kInk : render::Colour{255, 255, 255, 255});
    }
    canvas.stroke({x, y, length, thickness}, palette::kInk, 0.8 * unit);
    canvas.text("0", x, plate.y + pad - 1 * unit, style);
    canvas.text(bar.label, x + length - half_end, plate.y + pad - 1 * unit, style);
    return plate;
}

Box draw_north_arrow(Canvas& canvas, const MapView& view, double unit)
{
    const Box& map = view.box();
    const TextStyle style{.size = 12 * unit,
                          .bold = true,
                          .colour = palette::kInk,
                          .align = TextStyle::Align::centre};
    const double letter = canvas.measure("N", style).height;
    const double arrow = 24 * unit;
    const double half = 7 * unit;
    const double pad = 5 * unit;
    const double width = 2 * (half + pad);
    const Box plate{map.right() - 8 * unit - width, map.y + 8 * unit, width,
                    letter + arrow + 2 * pad};
    canvas.fill(plate, palette::kPlate);
    const double x = plate.x + width / 2;
    canvas.text("N", x, plate.y + pad - 2 * unit, style);
    const double tip = plate.y + pad + letter - 1 * unit;
    cairo_t* const cairo = canvas.cairo();
    canvas.set_colour(palette::kInk);
    for (const double side : {-1.0, 1.0}) {
        cairo_move_to(cairo, x, tip);
        cairo_line_to(cairo, x + side * half, tip + arrow);
        cairo_line_to(cairo, x, tip + 0.72 * arrow);
        cairo_close_path(cairo);
        // The western half is filled, the eastern one an outline.
        cairo_set_line_width(cairo, 0.9 * unit);
        cairo_set_line_join(cairo, CAIRO_LINE_JOIN_MITER);
        if (side < 0) {
            cairo_fill_preserve(cairo);
        }
        cairo_stroke(cairo);
    }
    return plate;
}

}  // namespace heatward::maps

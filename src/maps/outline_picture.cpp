#include "heatward/maps/outline_picture.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>

#include <cairo.h>

#include "heatward/core/error.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/core/segment_clip.hpp"

namespace heatward::maps {
namespace {

/// Vertices nearer than this to the last one drawn add nothing that is seen, in pixels.
constexpr double kFinestStep = 0.15;

/// Beyond this many line widths outside the picture nothing of a line is seen.
constexpr double kMarginWidths = 2;

struct SurfaceDeleter {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct CairoDeleter {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;
using Pencil = std::unique_ptr<cairo_t, CairoDeleter>;

/// What covers each pixel, 0 to 255.
Surface coverage_surface(int width, int height)
{
    Surface surface(cairo_image_surface_create(CAIRO_FORMAT_A8, width, height));
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
        throw EnvironmentError("Cairo cannot make a picture of that size");
    }
    return surface;
}

/// Adds the parts of the line from one place to the next that are in sight.
class LineDrawing {
public:
    LineDrawing(cairo_t* cairo, const GridFrame& frame, const Extent& sight)
        : m_cairo(cairo), m_frame(frame), m_sight(sight)
    {
    }

    void begin() { m_has_last = false; }

    void add(OutlineSet::Place place)
    {
        const OutlineSet::Place pixel{(place.x - m_frame.west()) / m_frame.cell_width,
                                      (m_frame.north() - place.y) / m_frame.cell_height};
        if (!std::isfinite(pixel.x) || !std::isfinite(pixel.y)) {
            m_has_last = false;
            return;
        }
        if (!m_has_last) {
            m_has_last = true;
            m_is_joined = false;
            m_last = pixel;
            return;
        }
        if (std::hypot(pixel.x - m_last.x, pixel.y - m_last.y) < kFinestStep) {
            return;
        }
        add_part({m_last.x, m_last.y, pixel.x, pixel.y});
        m_last = pixel;
    }

private:
    void add_part(const Segment& segment)
    {
        const auto part = part_inside(segment, m_sight);
        if (!part) {
            m_is_joined = false;
            return;
        }
        const auto at = [&](double share) {
            return OutlineSet::Place{std::lerp(segment.x0, segment.x1, share),
                                     std::lerp(segment.y0, segment.y1, share)};
        };
        if (!m_is_joined || part->first > 0) {
            const auto from = at(part->first);
            cairo_move_to(m_cairo, from.x, from.y);
        }
        const auto to = at(part->second);
        cairo_line_to(m_cairo, to.x, to.y);
        m_is_joined = part->second >= 1;
    }

    cairo_t* m_cairo;
    const GridFrame& m_frame;
    Extent m_sight;  ///< pixels
    OutlineSet::Place m_last;
    bool m_has_last = false;
    bool m_is_joined = false;
};

}  // namespace

OutlineSet::OutlineSet(const FeatureTable& table,
                       const std::function<std::optional<Place>(ProjectedPoint)>& to_plane)
{
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t row = 0; row < table.geometry.size(); ++row) {
        for_each_ring(table.geometry[row], [&](const Ring<ProjectedPoint>& ring) {
            Outline outline;
            outline.row = row;
            for (const ProjectedPoint& vertex : ring) {
                const auto place = to_plane(vertex);
                outline.vertices.push_back(place.value_or(Place{kNaN, kNaN}));
                if (place) {
                    outline.extent.include(place->x, place->y);
                }
            }
            if (!outline.vertices.empty()) {
                outline.vertices.push_back(outline.vertices.front());
            }
            m_outlines.push_back(std::move(outline));
        });
    }
}

void OutlineSet::lay_over(render::RgbaImage& picture, const GridFrame& frame, const OutlinePen& pen,
                          const std::vector<bool>& rows) const
{
    const Surface surface = coverage_surface(picture.width, picture.height);
    const Pencil cairo(cairo_create(surface.get()));
    cairo_set_source_rgba(cairo.get(), 0, 0, 0, 1);
    cairo_set_line_width(cairo.get(), pen.width);
    cairo_set_line_join(cairo.get(), CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cairo.get(), CAIRO_LINE_CAP_ROUND);
    const double margin = kMarginWidths * pen.width;
    const Extent sight = Extent{0, 0, double(picture.width), double(picture.height)}.grown(margin);
    LineDrawing drawing(cairo.get(), frame, sight);
    const Extent window =
        frame.extent().grown(margin * std::max(frame.cell_width, frame.cell_height));
    for (const Outline& outline : m_outlines) {
        if ((!rows.empty() && !rows.at(outline.row)) || !outline.extent.intersects(window)) {
            continue;
        }
        drawing.begin();
        for (const Place& vertex : outline.vertices) {
            drawing.add(vertex);
        }
    }
    cairo_stroke(cairo.get());
    if (cairo_status(cairo.get()) != CAIRO_STATUS_SUCCESS) {
        throw EnvironmentError("Cairo failed to draw outlines");
    }
    cairo_surface_flush(surface.get());
    const unsigned char* const coverage = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    for (int row = 0; row < picture.height; ++row) {
        const unsigned char* const line = coverage + std::ptrdiff_t{row} * stride;
        for (int column = 0; column < picture.width; ++column) {
            if (line[column] != 0) {
                render::Colour& pixel = picture.at(row, column);
                render::Colour ink = pen.colour;
                ink.alpha = static_cast<std::uint8_t>((ink.alpha * line[column] + 127) / 255);
                pixel = render::blended(ink, pixel);
            }
        }
    }
}

std::size_t OutlineSet::memory_bytes() const
{
    std::size_t bytes = m_outlines.capacity() * sizeof(Outline);
    for (const Outline& outline : m_outlines) {
        bytes += outline.vertices.capacity() * sizeof(Place);
    }
    return bytes;
}

}  // namespace heatward::maps

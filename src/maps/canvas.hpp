#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <cairo.h>
#include <pango/pangocairo.h>

#include "heatward/maps/static_map.hpp"
#include "heatward/render/colour.hpp"

namespace heatward::maps {

/// A rectangle of a page in CSS pixels, y down.
struct Box {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;

    [[nodiscard]] double right() const { return x + width; }
    [[nodiscard]] double bottom() const { return y + height; }
    [[nodiscard]] bool overlaps(const Box& other) const
    {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }
};

/// How a text is set.
struct TextStyle {
    double size = 12;  ///< of an em, in CSS pixels
    bool bold = false;
    bool italic = false;
    render::Colour colour{0x26, 0x26, 0x26, 255};
    double letter_spacing = 0;  ///< CSS pixels
    double max_width = 0;       ///< wraps beyond it; 0: one line
    double halo = 0;            ///< width of a white rim around the letters
    enum class Align : std::uint8_t { left, centre, right };
    Align align = Align::left;
};

/// Size of a set text in CSS pixels; its top left corner is where it is drawn.
struct TextSize {
    double width = 0;
    double height = 0;
};

/// A page to draw on, in CSS pixels from its top left corner, whatever it becomes: a PNG of
/// `scale` pixels a CSS pixel, a PDF or an SVG. Cairo and Pango do the drawing; any
/// error of theirs is thrown as EnvironmentError when the page is finished.
class Canvas {
public:
    Canvas(double width, double height, int scale, MapFormat format);
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    [[nodiscard]] cairo_t* cairo() const { return m_cairo.get(); }
    [[nodiscard]] double width() const { return m_width; }
    [[nodiscard]] double height() const { return m_height; }
    /// Picture pixels a CSS pixel: `scale`, and enough for print in PDF and SVG.
    [[nodiscard]] int raster_scale() const { return m_raster_scale; }

    void fill(const Box& box, const render::Colour& colour);
    void stroke(const Box& box, const render::Colour& colour, double line_width);
    void set_colour(const render::Colour& colour);

    [[nodiscard]] TextSize measure(std::string_view text, const TextStyle& style) const;
    /// Draws with the top left corner at (x, y); `align` moves lines within `max_width`, or the one
    /// line about x where there is none.
    void text(std::string_view text, double x, double y, const TextStyle& style);

    /// Who made a PDF of what and when, so that its bytes repeat.
    void describe(const std::string& title, const std::string& creator, const std::string& date);

    /// The file's bytes; nothing can be drawn afterwards.
    std::string finish();

private:
    struct SurfaceDeleter {
        void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    };
    struct CairoDeleter {
        void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
    };
    struct LayoutDeleter {
        void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    };
    using Layout = std::unique_ptr<PangoLayout, LayoutDeleter>;

    [[nodiscard]] Layout lay_out(std::string_view text, const TextStyle& style) const;

    double m_width;
    double m_height;
    int m_scale;
    int m_raster_scale;
    MapFormat m_format;
    std::string m_bytes;  ///< PDF and SVG are streamed here
    std::unique_ptr<cairo_surface_t, SurfaceDeleter> m_surface;
    std::unique_ptr<cairo_t, CairoDeleter> m_cairo;
};

}  // namespace heatward::maps

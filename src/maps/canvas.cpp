#include "canvas.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/render/rgba_png.hpp"

namespace heatward::maps {
namespace {

constexpr const char* kFont = "DejaVu Sans";
constexpr double kPointsPerPixel = 72.0 / 96.0;
constexpr double kDotsPerMetre = 96 / 0.0254;

/// Pictures in PDF and SVG have 192 dots to the inch: enough for a surface without fine lines.
constexpr int kPrintRasterScale = 2;

constexpr render::Colour kHalo{255, 255, 255, 215};

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int size)
{
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}

cairo_surface_t* surface_of(MapFormat format, double width, double height, int scale,
                            std::string& bytes)
{
    switch (format) {
        case MapFormat::pdf:
            return cairo_pdf_surface_create_for_stream(append, &bytes, width * kPointsPerPixel,
                                                       height * kPointsPerPixel);
        case MapFormat::svg: {
            auto* const surface =
                cairo_svg_surface_create_for_stream(append, &bytes, width, height);
            cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PX);
            return surface;
        }
        case MapFormat::png:
            break;
    }
    return cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width) * scale,
                                      static_cast<int>(height) * scale);
}

std::string png_of(cairo_surface_t* surface, int scale)
{
    cairo_surface_flush(surface);
    render::RgbaImage image(cairo_image_surface_get_width(surface),
                            cairo_image_surface_get_height(surface));
    const unsigned char* const data = cairo_image_surface_get_data(surface);
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
    for (int row = 0; row < image.height; ++row) {
        const auto* const pixels =
            reinterpret_cast<const std::uint32_t*>(data + static_cast<std::size_t>(row) * stride);
        for (int column = 0; column < image.width; ++column) {
            const std::uint32_t pixel = pixels[column];
            image.at(row, column) = {static_cast<std::uint8_t>(pixel >> 16U),
                                     static_cast<std::uint8_t>(pixel >> 8U),
                                     static_cast<std::uint8_t>(pixel), 255};
        }
    }
    return render::encode_rgba_png(image, static_cast<int>(std::lround(kDotsPerMetre * scale)));
}

/// Cairo numbers an SVG's images and surfaces on through the life of the process: they
/// are numbered afresh, in order of appearance, so that the same map has the same bytes. A quote or
/// hash before the name keeps off the pictures' own data.
std::string with_own_numbers(const std::string& svg)
{
    constexpr std::string_view kDigits = "0123456789";
    std::map<std::string, std::size_t> numbers;
    std::string result;
    result.reserve(svg.size());
    std::size_t done = 0;
    for (std::size_t i = svg.find_first_of("\"#"); i != std::string::npos;
         i = svg.find_first_of("\"#", i + 1)) {
        for (const std::string_view kind : {"image", "surface"}) {
            const std::size_t begin = i + 1 + kind.size();
            if (svg.compare(i + 1, kind.size(), kind) != 0) {
                continue;
            }
            const std::size_t end = std::min(svg.find_first_not_of(kDigits, begin), svg.size());
            const std::string name = svg.substr(i + 1, end - i - 1);
            result.append(svg, done, begin - done);
            result += std::to_string(numbers.emplace(name, numbers.size()).first->second);
            done = end;
        }
    }
    return result.append(svg, done);
}

PangoAlignment alignment_of(TextStyle::Align align)
{
    switch (align) {
        case TextStyle::Align::centre:
            return PANGO_ALIGN_CENTER;
        case TextStyle::Align::right:
            return PANGO_ALIGN_RIGHT;
        case TextStyle::Align::left:
            break;
    }
    return PANGO_ALIGN_LEFT;
}

}  // namespace

Canvas::Canvas(double width, double height, int scale, MapFormat format)
    : m_width(width),
      m_height(height),
      m_scale(scale),
      m_raster_scale(format == MapFormat::png ? scale : kPrintRasterScale),
      m_format(format),
      m_surface(surface_of(format, width, height, scale, m_bytes)),
      m_cairo(cairo_create(m_surface.get()))
{
    const double units = format == MapFormat::png   ? scale
                         : format == MapFormat::pdf ? kPointsPerPixel
                                                    : 1;
    cairo_scale(m_cairo.get(), units, units);
    fill({0, 0, width, height}, {255, 255, 255, 255});
}

Canvas::~Canvas() = default;

void Canvas::set_colour(const render::Colour& colour)
{
    cairo_set_source_rgba(m_cairo.get(), colour.red / 255.0, colour.green / 255.0,
                          colour.blue / 255.0, colour.alpha / 255.0);
}

void Canvas::fill(const Box& box, const render::Colour& colour)
{
    set_colour(colour);
    cairo_rectangle(m_cairo.get(), box.x, box.y, box.width, box.height);
    cairo_fill(m_cairo.get());
}

void Canvas::stroke(const Box& box, const render::Colour& colour, double line_width)
{
    set_colour(colour);
    cairo_set_line_width(m_cairo.get(), line_width);
    cairo_rectangle(m_cairo.get(), box.x, box.y, box.width, box.height);
    cairo_stroke(m_cairo.get());
}

Canvas::Layout Canvas::lay_out(std::string_view text, const TextStyle& style) const
{
    Layout layout(pango_cairo_create_layout(m_cairo.get()));
    // No hinting: letters keep their shapes and widths at every scale and in every format.
    cairo_font_options_t* const options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    PangoContext* const context = pango_layout_get_context(layout.get());
    pango_cairo_context_set_font_options(context, options);
    pango_context_set_round_glyph_positions(context, FALSE);
    cairo_font_options_destroy(options);
    PangoFontDescription* const font = pango_font_description_new();
    pango_font_description_set_family_static(font, kFont);
    pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(font, style.italic ? PANGO_STYLE_OBLIQUE : PANGO_STYLE_NORMAL);
    pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    if (style.letter_spacing != 0) {
        PangoAttrList* const attributes = pango_attr_list_new();
        pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(static_cast<int>(
                                               std::lround(style.letter_spacing * PANGO_SCALE))));
        pango_layout_set_attributes(layout.get(), attributes);
        pango_attr_list_unref(attributes);
    }
    if (style.max_width > 0) {
        pango_layout_set_width(layout.get(),
                               static_cast<int>(std::lround(style.max_width * PANGO_SCALE)));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    }
    pango_layout_set_alignment(layout.get(), alignment_of(style.align));
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    return layout;
}

TextSize Canvas::measure(std::string_view text, const TextStyle& style) const
{
    const Layout layout = lay_out(text, style);
    int width = 0;
    int height = 0;
    pango_layout_get_size(layout.get(), &width, &height);
    return {static_cast<double>(width) / PANGO_SCALE, static_cast<double>(height) / PANGO_SCALE};
}

void Canvas::text(std::string_view text, double x, double y, const TextStyle& style)
{
    const Layout layout = lay_out(text, style);
    if (style.max_width <= 0 && style.align != TextStyle::Align::left) {
        const double width = measure(text, style).width;
        x -= style.align == TextStyle::Align::centre ? width / 2 : width;
    }
    cairo_t* const cr = m_cairo.get();
    cairo_move_to(cr, x, y);
    if (style.halo > 0) {
        set_colour(kHalo);
        cairo_set_line_width(cr, 2 * style.halo);
        cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
        pango_cairo_layout_path(cr, layout.get());
        cairo_stroke(cr);
        cairo_move_to(cr, x, y);
    }
    set_colour(style.colour);
    pango_cairo_show_layout(cr, layout.get());
    cairo_new_path(cr);
}

void Canvas::describe(const std::string& title, const std::string& creator, const std::string& date)
{
    if (m_format == MapFormat::pdf) {
        cairo_pdf_surface_set_metadata(m_surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
        cairo_pdf_surface_set_metadata(m_surface.get(), CAIRO_PDF_METADATA_CREATOR,
                                       creator.c_str());
        cairo_pdf_surface_set_metadata(m_surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                       date.c_str());
    }
}

std::string Canvas::finish()
{
    std::string bytes;
    const bool is_png = m_format == MapFormat::png;
    if (cairo_status(m_cairo.get()) == CAIRO_STATUS_SUCCESS && is_png) {
        bytes = png_of(m_surface.get(), m_scale);
    }
    const cairo_status_t drawn = cairo_status(m_cairo.get());
    m_cairo.reset();
    cairo_surface_finish(m_surface.get());
    const cairo_status_t written = cairo_surface_status(m_surface.get());
    const cairo_status_t status = drawn != CAIRO_STATUS_SUCCESS ? drawn : written;
    if (status != CAIRO_STATUS_SUCCESS) {
        throw EnvironmentError(
            fmt::format("the map cannot be drawn: {}", cairo_status_to_string(status)));
    }
    if (m_format == MapFormat::svg) {
        return with_own_numbers(m_bytes);
    }
    return is_png ? bytes : std::move(m_bytes);
}

}  // namespace heatward::maps

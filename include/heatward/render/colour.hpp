#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "heatward/core/expected.hpp"

namespace heatward::render {

/// A colour in sRGB with straight (not premultiplied) opacity; 255 is opaque.
struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    std::uint8_t alpha = 255;

    friend bool operator==(const Colour&, const Colour&) = default;
};

/// Nothing: what pixels without a class show.
inline constexpr Colour kTransparent{0, 0, 0, 0};

/// "#rrggbb"; the opacity is left out.
std::string to_hex(const Colour& colour);

/// Reads "#rrggbb" in either case, as an opaque colour.
expected<Colour> parse_colour(std::string_view text);

/// `opacity` 0 to 1 as the nearest alpha 0 to 255.
std::uint8_t alpha_of(double opacity);

/// Opacity 0 to 1 to two decimals, the reverse of alpha_of for opacities given so.
double opacity_of(const Colour& colour);

/// `colour` laid over the opaque `ground`, mixed channel by channel in sRGB as browsers do.
Colour over(const Colour& colour, const Colour& ground);

/// The same over a ground of any opacity (Porter and Duff's "over", 1984); an opaque ground gives
/// the same as `over`.
Colour blended(const Colour& colour, const Colour& ground);

/// Relative luminance Y of an opaque colour, 0 to 1 (WCAG 2.1, section 1.4.3).
double relative_luminance(const Colour& colour);

/// Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.1).
double contrast_ratio(const Colour& a, const Colour& b);

}  // namespace heatward::render

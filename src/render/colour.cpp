#include "heatward/render/colour.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace heatward::render {
namespace {

double linear(std::uint8_t channel)
{
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

std::uint8_t mixed(std::uint8_t top, std::uint8_t ground, std::uint8_t alpha)
{
    const double share = alpha / 255.0;
    return static_cast<std::uint8_t>(std::lround(share * top + (1 - share) * ground));
}

}  // namespace

std::string to_hex(const Colour& colour)
{
    return fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
}

expected<Colour> parse_colour(std::string_view text)
{
    std::array<std::uint8_t, 3> channels{};
    bool good = text.size() == 7 && text.front() == '#';
    for (std::size_t i = 0; good && i < channels.size(); ++i) {
        const char* const begin = text.data() + 1 + 2 * i;
        const auto [end, error] = std::from_chars(begin, begin + 2, channels[i], 16);
        good = error == std::errc{} && end == begin + 2;
    }
    if (!good) {
        return fail(fmt::format("\"{}\" is not a colour; write it as \"#rrggbb\"", text));
    }
    return Colour{channels[0], channels[1], channels[2], 255};
}

std::uint8_t alpha_of(double opacity)
{
    return static_cast<std::uint8_t>(std::lround(255 * std::clamp(opacity, 0.0, 1.0)));
}

double opacity_of(const Colour& colour) { return std::round(colour.alpha / 2.55) / 100; }

Colour over(const Colour& colour, const Colour& ground)
{
    return {mixed(colour.red, ground.red, colour.alpha),
            mixed(colour.green, ground.green, colour.alpha),
            mixed(colour.blue, ground.blue, colour.alpha), 255};
}

Colour blended(const Colour& colour, const Colour& ground)
{
    if (ground.alpha == 255) {
        return over(colour, ground);
    }
    const double share = colour.alpha / 255.0;
    const double below = ground.alpha / 255.0 * (1 - share);
    const double opacity = share + below;
    if (opacity <= 0) {
        return kTransparent;
    }
    const auto channel = [&](std::uint8_t of_colour, std::uint8_t of_ground) {
        return static_cast<std::uint8_t>(
            std::lround((of_colour * share + of_ground * below) / opacity));
    };
    return {channel(colour.red, ground.red), channel(colour.green, ground.green),
            channel(colour.blue, ground.blue),
            static_cast<std::uint8_t>(std::lround(opacity * 255))};
}

double relative_luminance(const Colour& colour)
{
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) +
           0.0722 * linear(colour.blue);
}

double contrast_ratio(const Colour& a, const Colour& b)
{
    const double first = relative_luminance(a) + 0.05;
    const double second = relative_luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

}  // namespace heatward::render

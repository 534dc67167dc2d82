#include "heatward/maps/density_colours.hpp"

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::maps {

namespace {

/// Of a colour's opacity: it is still told from the ground, and no longer seen first.
constexpr int kPaleDivisor = 6;

}  // namespace

DensityColours::DensityColours(std::span<const double> breaks, const render::Style& style,
                               Pale pale)
    : m_breaks(breaks.begin(), breaks.end()),
      m_classes(render::Classification::from_breaks(breaks)),
      m_palette{render::kTransparent}
{
    const std::size_t count = m_classes.class_count();
    const std::size_t last = style.classes.size() - 1;
    if (count > style.classes.size()) {
        throw DataError(fmt::format("style \"{}\" has {} colours for {} classes", style.id,
                                    style.classes.size(), count));
    }
    for (std::size_t i = 0; i < count; ++i) {
        // One class alone takes the middle of the ramp.
        const std::size_t place =
            count == 1 ? last / 2 : (i * last + (count - 1) / 2) / (count - 1);
        m_palette.push_back(style.classes[place]);
    }
    for (std::size_t i = 1; pale == Pale::each && i <= count; ++i) {
        render::Colour colour = m_palette[i];
        colour.alpha = static_cast<std::uint8_t>(colour.alpha / kPaleDivisor);
        m_palette.push_back(colour);
    }
}

}  // namespace heatward::maps

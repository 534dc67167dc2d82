#pragma once

#include <span>
#include <string>
#include <vector>

#include "heatward/core/grid.hpp"
#include "heatward/render/classification.hpp"
#include "heatward/render/colour.hpp"
#include "heatward/render/style.hpp"

namespace heatward::maps {

/// How densities become colours: a layer's breaks with a style's ramp. Fewer breaks than the style
/// has colours are spread over the whole ramp.
class DensityColours {
public:
    /// Whether each class has a second, pale colour, for what may be chance.
    enum class Pale { none, each };

    /// `breaks` are lower bounds, ascending, and then the maximum, as in
    /// run_store::LayerSummary; fewer than two show nothing. Throws DataError where they do not
    /// ascend or are more than the style's colours.
    DensityColours(std::span<const double> breaks, const render::Style& style,
                   Pale pale = Pale::none);

    /// Colours by class number: 0 is transparent, then one a class, then the pale ones, if any.
    [[nodiscard]] std::span<const render::Colour> palette() const { return m_palette; }
    [[nodiscard]] const render::Classification& classes() const { return m_classes; }
    [[nodiscard]] std::span<const double> breaks() const { return m_breaks; }

private:
    std::vector<double> m_breaks;
    render::Classification m_classes;
    std::vector<render::Colour> m_palette;
};

}  // namespace heatward::maps

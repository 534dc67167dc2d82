#pragma once

#include <string_view>

#include "heatward/core/expected.hpp"
#include "heatward/render/colour.hpp"

namespace heatward::maps {

/// The colours of a basemap on printed maps.
struct BasemapStyle {
    render::Colour land;
    render::Colour water;
    render::Colour green;
    render::Colour building;
    render::Colour road;
    render::Colour road_casing;
    render::Colour rail;
    render::Colour place;  ///< of names and dots
};

/// Reads a style file: `id`, `title`, `description` and a colour ("#rrggbb") for each member.
/// Errors name `file` and the key.
expected<BasemapStyle> parse_basemap_style(std::string_view toml, std::string_view file);

/// styles/basemap.toml, which is part of the program.
const BasemapStyle& basemap_style();

}  // namespace heatward::maps

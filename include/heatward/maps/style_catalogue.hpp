#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heatward/core/expected.hpp"
#include "heatward/render/style.hpp"

namespace heatward::maps {

/// The style of a layer that asks for none.
inline constexpr std::string_view kDefaultStyle = "density";

/// Reads a style file: `id`, `title`, `description`, seven `colours` ("#rrggbb") and seven
/// `opacities` (above 0, at most 1). Errors name `file` and the key.
expected<render::Style> parse_style(std::string_view toml, std::string_view file);

/// All styles of styles/, which are part of the program, by id.
const std::vector<render::Style>& styles();

/// The style of that id; an unknown one is an error that names the nearest.
expected<render::Style> find_style(std::string_view id);

}  // namespace heatward::maps

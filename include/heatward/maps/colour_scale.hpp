#pragma once

#include <cstdint>
#include <string_view>

namespace heatward::maps {

/// What a density's colours stand for.
enum class ColourScale : std::uint8_t {
    layer,  ///< the layer's own breaks, whatever the filter, so that pictures compare
    filter  ///< breaks of the surface under the filter: one scale for its tiles, map and legend
};

constexpr std::string_view to_string(ColourScale scale)
{
    return scale == ColourScale::filter ? "filter" : "layer";
}

/// What a reader must be told of colours that do not compare with the layer's other pictures.
inline constexpr std::string_view kFilterScaleWords = "colours of this filter alone";

}  // namespace heatward::maps

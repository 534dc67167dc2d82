#pragma once

#include "heatward/render/colour.hpp"

/// The colours of maps beside the density's own: quiet, so that the density speaks.
namespace heatward::maps::palette {

inline constexpr render::Colour kInk{0x24, 0x26, 0x29, 255};
inline constexpr render::Colour kQuietInk{0x5b, 0x5f, 0x66, 255};
inline constexpr render::Colour kLand{0xf4, 0xf2, 0xee, 255};
inline constexpr render::Colour kBeyond{0xfb, 0xfb, 0xfa, 255};
inline constexpr render::Colour kFrame{0xb9, 0xb7, 0xb2, 255};
inline constexpr render::Colour kWardLine{0x6f, 0x73, 0x7a, 105};
/// Over a basemap: a ward's border must not be taken for one of its grey roads.
inline constexpr render::Colour kWardLineOverRoads{0x5e, 0x58, 0x7d, 200};
inline constexpr render::Colour kDistrictLine{0x4a, 0x4e, 0x55, 215};
inline constexpr render::Colour kFocusLine{0x1c, 0x1e, 0x21, 255};
inline constexpr render::Colour kVeil{0xff, 0xff, 0xff, 158};
inline constexpr render::Colour kPlate{0xff, 0xff, 0xff, 222};
inline constexpr render::Colour kNotice{0xff, 0xff, 0xff, 240};
inline constexpr render::Colour kSwatchLine{0x8d, 0x8b, 0x86, 255};
inline constexpr render::Colour kMarking{0x8a, 0x14, 0x14, 255};

}  // namespace heatward::maps::palette

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace heatward::geocode {

/// Two numbers in a text that stand for a position, as they are written.
struct TextCoordinates {
    bool is_lonlat = false;  ///< degrees; else easting and northing of EPSG:27700
    std::string first;       ///< longitude or easting, where the text says which is which; else in
    std::string second;      ///< the usual order: latitude first, easting first
};

/// Finds "52.2280 0.1275", "lat 52.94471 lon -0.16935", "0.1275, 52.2280", "52.2280N 0.1275W",
/// "N52.2280 W0.1275", "517336.2, 313181.8", "E529756 N270171" in a folded text. Degrees need three
/// decimals and must lie in Great Britain in one order or the other; metres must have five to seven
/// figures before the point. A pair in the midst of other words counts where it is in degrees with
/// four decimals, or where it is labelled; others could be telephone numbers. "52.2280-0.1275" is
/// none: a hyphen there may be a sign.
std::optional<TextCoordinates> text_coordinates(std::string_view plain);

/// Finds a grid reference of 4 to 10 figures among other words ("at grid ref TL 4071 5560"); as it
/// stands there. Four figures before "hrs" are a time. Squares whose letters are words ("house no
/// 1234", "nr 12 14 High Street") count where a label stands before them, or with two groups of
/// three figures or more; NO, NR and OF then only where the text says nothing else.
std::optional<std::string> text_grid_reference(std::string_view plain);

}  // namespace heatward::geocode

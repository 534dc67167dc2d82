#pragma once

#include <string_view>

#include "heatward/core/expected.hpp"

namespace heatward::geocode {

/// A square of the Ordnance Survey National Grid (EPSG:27700).
struct GridSquare {
    double west_m = 0;   ///< easting of its south-west corner
    double south_m = 0;  ///< northing
    double size_m = 0;   ///< 10,000 m for two figures down to 1 m for ten

    [[nodiscard]] double centre_easting_m() const { return west_m + size_m / 2; }
    [[nodiscard]] double centre_northing_m() const { return south_m + size_m / 2; }
};

/// Reads "TL 455 585", "TL455585", "tl 45 58" or "TL 45512 58534": two letters and an even number
/// of figures from 4 to 10, blanks anywhere. The letter I is not used by the grid. The Error is a
/// reason without the text. Source: Ordnance Survey, "Using the National Grid".
expected<GridSquare> parse_grid_reference(std::string_view text);

}  // namespace heatward::geocode

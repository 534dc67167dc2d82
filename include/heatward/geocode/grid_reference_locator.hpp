#pragma once

#include <functional>
#include <optional>

#include "heatward/geocode/locator.hpp"
#include "heatward/geocode/placed_position.hpp"

namespace heatward::geocode {

struct GridReferenceLocatorOptions {
    /// Easting and northing of EPSG:27700 to project metres; required.
    std::function<std::optional<PlacedPosition>(double easting_m, double northing_m)> place;
    /// Whether a position lies in the study area; required.
    std::function<bool(ProjectedPoint)> is_in_study_area;
};

/// Locates by an Ordnance Survey grid reference: the square's centre, and the radius of the disc
/// around it (but at least kCoordinateUncertainty_m: nobody stood within a metre of it).
class GridReferenceLocator final : public Locator {
public:
    explicit GridReferenceLocator(GridReferenceLocatorOptions options);

    [[nodiscard]] bool has_clue(const LocationClues& clues) const override;
    [[nodiscard]] Match locate(const LocationClues& clues) const override;

private:
    GridReferenceLocatorOptions m_options;
};

}  // namespace heatward::geocode

#pragma once

#include <functional>
#include <optional>

#include "heatward/core/point.hpp"
#include "heatward/geocode/locator.hpp"
#include "heatward/geocode/placed_position.hpp"

namespace heatward::geocode {

/// Radius taken for a coordinate written finely: a handset's fix or a gazetteer's building.
inline constexpr double kCoordinateUncertainty_m = 10;

/// Radius taken for police.uk's "On or near": positions are moved to the nearest of about
/// 750,000 map points. Over the 165,000 km² of England, Wales and Northern Ireland that is
/// 0.22 km² a point, a disc of 265 m; an assumption, rounded up: less in towns, more in open
/// country.
inline constexpr double kStreetMaskUncertainty_m = 300;

struct CoordinateLocatorOptions {
    /// Longitude and latitude to project metres; required.
    std::function<std::optional<ProjectedPoint>(LonLat)> project;
    /// The source's x and y to project metres; absent: x and y are not used.
    std::function<std::optional<PlacedPosition>(double x, double y)> place_xy;
    /// Numbers that look like degrees are no x and y.
    bool xy_are_metres = true;
    /// Whether a position lies in the study area; required.
    std::function<bool(ProjectedPoint)> is_in_study_area;
    MatchLevel level = MatchLevel::coordinate;  ///< `masked` for snapped positions
    double uncertainty_m = kCoordinateUncertainty_m;
};

/// Locates by lon and lat, else by x and y.
///
/// A reading must lie in Great Britain. Where the pair does so only in the other order, it is
/// swapped; where it does in both orders, the one in the study area is taken, and the order of the
/// columns where that does not decide. A place outside the study area is located and flagged.
///
/// The uncertainty is that of the options, or half a unit of the last digit along both axes
/// where the text is coarser (the finer of the pair counts).
///
/// No position for: a missing or unreadable number, (0, 0), a place outside Great Britain, one that
/// cannot be projected.
class CoordinateLocator final : public Locator {
public:
    explicit CoordinateLocator(CoordinateLocatorOptions options);

    [[nodiscard]] bool has_clue(const LocationClues& clues) const override;
    [[nodiscard]] Match locate(const LocationClues& clues) const override;

private:
    struct Pair;
    [[nodiscard]] Match locate_pair(const Pair& pair) const;
    [[nodiscard]] std::optional<PlacedPosition> place(const Pair& pair, double first,
                                                      double second) const;

    CoordinateLocatorOptions m_options;
};

}  // namespace heatward::geocode

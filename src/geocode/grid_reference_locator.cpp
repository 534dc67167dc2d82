#include "heatward/geocode/grid_reference_locator.hpp"

#include <algorithm>
#include <numbers>
#include <string>
#include <utility>

#include "heatward/geocode/clue_text.hpp"
#include "heatward/geocode/coordinate_locator.hpp"
#include "heatward/geocode/great_britain.hpp"
#include "heatward/geocode/grid_reference.hpp"

namespace heatward::geocode {

GridReferenceLocator::GridReferenceLocator(GridReferenceLocatorOptions options)
    : m_options(std::move(options))
{
}

bool GridReferenceLocator::has_clue(const LocationClues& clues) const
{
    return !is_blank(clues.grid_reference);
}

Match GridReferenceLocator::locate(const LocationClues& clues) const
{
    const auto square = parse_grid_reference(clues.grid_reference);
    if (!square) {
        return unlocated(square.error().message, {"grid_reference"});
    }
    const auto placed = m_options.place(square->centre_easting_m(), square->centre_northing_m());
    if (!placed || !is_in_great_britain(placed->lonlat)) {
        return unlocated("grid reference lies outside Great Britain", {"grid_reference"});
    }
    Match match;
    match.level = MatchLevel::grid_reference;
    match.position = placed->position;
    match.uncertainty_m =
        std::max(kCoordinateUncertainty_m, square->size_m / 2 * std::numbers::sqrt2);
    match.score = 1;
    match.matched = std::string(clues.grid_reference);
    match.is_outside_study_area = !m_options.is_in_study_area(placed->position);
    return match;
}

}  // namespace heatward::geocode

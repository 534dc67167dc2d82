#include "heatward/geocode/position_text_locator.hpp"

#include <algorithm>

#include "heatward/geocode/read_location.hpp"
#include "heatward/geocode/text_coordinates.hpp"

namespace heatward::geocode {

bool PositionTextLocator::has_clue(const LocationClues& clues) const
{
    if (clues.read == nullptr) {
        return false;
    }
    constexpr std::ptrdiff_t least_figures = 4;
    const std::string_view plain = clues.read->text().plain();
    return std::count_if(plain.begin(), plain.end(), [](char c) { return c >= '0' && c <= '9'; }) >=
           least_figures;
}

Match PositionTextLocator::locate(const LocationClues& clues) const
{
    const std::string_view plain = clues.read->text().plain();
    LocationClues found;
    Match match;
    if (const auto coordinates = text_coordinates(plain)) {
        (coordinates->is_lonlat ? found.lon : found.x) = coordinates->first;
        (coordinates->is_lonlat ? found.lat : found.y) = coordinates->second;
        match = m_coordinates.locate(found);
    } else if (const auto reference = text_grid_reference(plain)) {
        found.grid_reference = *reference;
        match = m_squares.locate(found);
    }
    if (!match.fields.empty()) {
        match.fields = {"location"};
    }
    return match;
}

}  // namespace heatward::geocode

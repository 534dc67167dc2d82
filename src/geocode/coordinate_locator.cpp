#include "heatward/geocode/coordinate_locator.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "heatward/geocode/clue_text.hpp"
#include "heatward/geocode/coordinate_text.hpp"
#include "heatward/geocode/great_britain.hpp"

namespace heatward::geocode {
namespace {

constexpr double kMetresPerDegree = 111'320;  // along a meridian, and the longest along a parallel
constexpr double kMostDegrees = 180;          // metres so near an origin are none
constexpr double kSwappedScore = 0.9;         // the place fits, the columns do not

/// Half a unit of the last digit along both axes, as a radius.
double rounding_radius_m(int decimals, double metres_per_unit)
{
    return std::numbers::sqrt2 * 0.5 * std::pow(10.0, -decimals) * metres_per_unit;
}

}  // namespace

/// Two texts that stand for one position, and how they are to be read.
struct CoordinateLocator::Pair {
    std::array<const char*, 2> names;
    std::array<std::string_view, 2> texts;
    bool is_lonlat;
};

CoordinateLocator::CoordinateLocator(CoordinateLocatorOptions options)
    : m_options(std::move(options))
{
}

bool CoordinateLocator::has_clue(const LocationClues& clues) const
{
    return !is_blank(clues.lon) || !is_blank(clues.lat) ||
           (m_options.place_xy && (!is_blank(clues.x) || !is_blank(clues.y)));
}

Match CoordinateLocator::locate(const LocationClues& clues) const
{
    if (!is_blank(clues.lon) || !is_blank(clues.lat)) {
        return locate_pair({{"lon", "lat"}, {clues.lon, clues.lat}, true});
    }
    if (m_options.place_xy && (!is_blank(clues.x) || !is_blank(clues.y))) {
        return locate_pair({{"x", "y"}, {clues.x, clues.y}, false});
    }
    return m_options.place_xy ? unlocated("no location", {"lon", "lat", "x", "y"})
                              : unlocated("no location", {"lon", "lat"});
}

std::optional<PlacedPosition> CoordinateLocator::place(const Pair& pair, double first,
                                                       double second) const
{
    if (!pair.is_lonlat) {
        auto placed = m_options.place_xy(first, second);
        return placed && is_in_great_britain(placed->lonlat) ? placed : std::nullopt;
    }
    const LonLat lonlat{first, second};
    if (!is_in_great_britain(lonlat)) {
        return std::nullopt;
    }
    const auto position = m_options.project(lonlat);
    if (!position) {
        return std::nullopt;
    }
    return PlacedPosition{*position, lonlat};
}

Match CoordinateLocator::locate_pair(const Pair& pair) const
{
    std::array<CoordinateNumber, 2> numbers;
    for (std::size_t i = 0; i < 2; ++i) {
        const auto number = parse_coordinate(pair.texts[i], pair.is_lonlat);
        if (!number) {
            return unlocated(fmt::format("{} {}", pair.names[i], number.error().message),
                             {pair.names[i]});
        }
        numbers[i] = *number;
    }
    const std::vector<std::string> fields{pair.names[0], pair.names[1]};
    if (numbers[0].value == 0 && numbers[1].value == 0) {
        return unlocated("coordinates are 0, 0, which stands for none", fields);
    }
    if (!pair.is_lonlat && m_options.xy_are_metres && std::abs(numbers[0].value) <= kMostDegrees &&
        std::abs(numbers[1].value) <= kMostDegrees) {
        return unlocated("x and y look like degrees; name them lon and lat", fields);
    }
    const auto as_given = place(pair, numbers[0].value, numbers[1].value);
    const auto swapped = place(pair, numbers[1].value, numbers[0].value);
    if (!as_given && !swapped) {
        return unlocated("coordinates lie outside Great Britain", fields);
    }
    const bool take_swapped =
        !as_given || (swapped && m_options.is_in_study_area(swapped->position) &&
                      !m_options.is_in_study_area(as_given->position));
    const PlacedPosition& placed = take_swapped ? *swapped : *as_given;
    Match match;
    match.level = m_options.level;
    match.position = placed.position;
    match.uncertainty_m =
        std::max(m_options.uncertainty_m,
                 rounding_radius_m(std::max(numbers[0].decimals, numbers[1].decimals),
                                   pair.is_lonlat ? kMetresPerDegree : 1));
    match.score = take_swapped ? kSwappedScore : 1;
    match.matched = fmt::format("{:.6f}, {:.6f}", placed.lonlat.lon, placed.lonlat.lat);
    match.is_swapped = take_swapped;
    match.is_outside_study_area = !m_options.is_in_study_area(placed.position);
    return match;
}

}  // namespace heatward::geocode

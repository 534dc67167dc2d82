#include "heatward/geocode/uprn_locator.hpp"

#include <charconv>
#include <string>

#include "heatward/geocode/clue_text.hpp"
#include "heatward/geocode/coordinate_locator.hpp"

namespace heatward::geocode {
namespace {

constexpr std::size_t kMostFigures = 12;

}  // namespace

bool UprnLocator::has_clue(const LocationClues& clues) const { return !is_blank(clues.uprn); }

Match UprnLocator::locate(const LocationClues& clues) const
{
    const std::string_view text = trimmed_clue(clues.uprn);
    std::uint64_t uprn = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), uprn);
    if (error != std::errc{} || end != text.data() + text.size() || text.size() > kMostFigures) {
        return unlocated("UPRN is not 1 to 12 figures", {"uprn"});
    }
    const auto position = m_gazetteer->uprns.find(uprn);
    if (!position) {
        return unlocated("UPRN is not in the gazetteer", {"uprn"});
    }
    Match match;
    match.level = MatchLevel::uprn;
    match.position = position;
    match.uncertainty_m = kCoordinateUncertainty_m;
    match.score = 1;
    match.matched = "UPRN " + std::to_string(uprn);
    return match;
}

}  // namespace heatward::geocode

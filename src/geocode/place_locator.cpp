#include "heatward/geocode/place_locator.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/geocode/named_options.hpp"
#include "heatward/geocode/place_choice.hpp"
#include "heatward/geocode/read_location.hpp"

namespace heatward::geocode {
namespace {

constexpr double kPlaceScore = 0.3;

/// Words beside a place's name that say no more than it does. "Hospital" and "pub" do.
bool adds_nothing(std::string_view word)
{
    static constexpr std::array<std::string_view, 15> words{
        "a",    "and", "area", "around", "at", "centre", "city",   "in",
        "near", "nr",  "of",   "the",    "to", "town",   "village"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// The first locality, where every other word of the location adds nothing or is of another
/// locality.
const Mention* only_locality(const ReadLocation& read)
{
    const auto& mentions = read.mentions();
    const bool has_other = std::any_of(mentions.begin(), mentions.end(), [](const Mention& m) {
        return m.kind != NameKind::locality;
    });
    if (has_other || mentions.empty()) {
        return nullptr;
    }
    const auto words = read.text().words();
    for (std::size_t i = 0; i < read.text().location_words(); ++i) {
        const bool is_named = std::any_of(mentions.begin(), mentions.end(), [&](const Mention& m) {
            return m.first <= i && i < m.end();
        });
        if (!is_named && !adds_nothing(words[i].text)) {
            return nullptr;
        }
    }
    const bool says_anything = read.text().location_words() > 0;
    // Common words alone ("pub", "home address") say more than the town, and nothing of use.
    return says_anything && mentions.front().first >= read.text().location_words()
               ? nullptr
               : &mentions.front();
}

}  // namespace

bool PlaceLocator::has_clue(const LocationClues& clues) const
{
    return clues.read != nullptr && only_locality(*clues.read) != nullptr;
}

Match PlaceLocator::locate(const LocationClues& clues) const
{
    const Mention& mention = *only_locality(*clues.read);
    const LocalityTable& table = m_gazetteer->localities;
    std::vector<PlaceOption> options;
    for (const std::uint32_t name : mention.names) {
        for (const std::uint32_t number : table.of_name(name)) {
            const LocalityTable::Locality& locality = table.locality(number);
            if (locality.is_place) {
                options.push_back({locality.middle, locality.radius_m,
                                   std::string(table.names().name(name)), nullptr, 0, kPlaceScore});
            }
        }
    }
    const PlaceChoice choice = choose_place(table, options, clues.read->towns_of(mention));
    return match_of_choice(MatchLevel::place, options, choice);
}

}  // namespace heatward::geocode

#include "heatward/geocode/street_locator.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "heatward/geocode/clue_text.hpp"
#include "heatward/geocode/junction_words.hpp"
#include "heatward/geocode/named_options.hpp"
#include "heatward/geocode/place_choice.hpp"
#include "heatward/geocode/read_location.hpp"

namespace heatward::geocode {
namespace {

constexpr std::size_t kLongestHouseNumber = 5;

bool is_house_number(std::string_view word)
{
    return word.size() <= kLongestHouseNumber && word.front() >= '0' && word.front() <= '9';
}

/// The mention with a house number before it, else the first.
const Mention* meant_street(const ReadLocation& read)
{
    const auto words = read.text().words();
    for (const Mention& mention : read.mentions()) {
        const bool is_numbered = mention.kind == NameKind::street && mention.first > 0 &&
                                 mention.first < read.text().location_words() &&
                                 words[mention.first - 1].segment == words[mention.first].segment &&
                                 is_house_number(words[mention.first - 1].text);
        if (is_numbered) {
            return &mention;
        }
    }
    return first_mention(read, NameKind::street);
}

std::size_t count_of_streets(const ReadLocation& read)
{
    return static_cast<std::size_t>(
        std::count_if(read.mentions().begin(), read.mentions().end(), [&](const Mention& m) {
            return m.kind == NameKind::street && m.first < read.text().location_words();
        }));
}

}  // namespace

bool StreetLocator::has_clue(const LocationClues& clues) const
{
    return clues.read != nullptr && clues.read->text().location_words() > 0;
}

Match StreetLocator::locate(const LocationClues& clues) const
{
    const ReadLocation& read = *clues.read;
    const Mention* const mention = meant_street(read);
    if (mention == nullptr) {
        return first_mention(read, NameKind::premises) != nullptr
                   ? Match()
                   : unlocated("location names nothing in the gazetteer", {"location"});
    }
    std::vector<PlaceOption> options = street_options(*m_gazetteer, *mention);
    if (says_junction(read.text()) && count_of_streets(read) > 1) {
        for (const Mention& other : read.mentions()) {
            if (other.kind == NameKind::street && &other != mention) {
                const auto more = street_options(*m_gazetteer, other);
                options.insert(options.end(), more.begin(), more.end());
            }
        }
    } else {
        std::vector<PlaceOption> beside = options;
        keep_beside_named_streets(*m_gazetteer, read, *mention, beside);
        options = beside.empty() ? options : beside;
    }
    const PlaceChoice choice =
        choose_place(m_gazetteer->localities, options, read.localities_after(mention->end()));
    const bool is_masked = read.text().plain().find("on or near") != std::string_view::npos;
    return match_of_choice(is_masked ? MatchLevel::masked : MatchLevel::street, options, choice);
}

}  // namespace heatward::geocode

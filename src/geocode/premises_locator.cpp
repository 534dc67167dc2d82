#include "heatward/geocode/premises_locator.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "heatward/geocode/name_mentions.hpp"
#include "heatward/geocode/named_options.hpp"
#include "heatward/geocode/place_choice.hpp"
#include "heatward/geocode/read_location.hpp"

namespace heatward::geocode {

namespace {

/// A text that names several premises does not say which it means, unless they are one place.
Match match_of_several(const Gazetteer& gazetteer, const ReadLocation& read)
{
    std::vector<PlaceOption> options;
    for (const Mention& mention : read.mentions()) {
        if (mention.kind == NameKind::premises) {
            const auto more = premises_options(gazetteer, mention);
            options.insert(options.end(), more.begin(), more.end());
        }
    }
    std::vector<std::size_t> all(options.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return ambiguous_match(options, all);
}

}  // namespace

bool PremisesLocator::has_clue(const LocationClues& clues) const
{
    return clues.read != nullptr && first_mention(*clues.read, NameKind::premises) != nullptr;
}

Match PremisesLocator::locate(const LocationClues& clues) const
{
    const Mention& mention = *first_mention(*clues.read, NameKind::premises);
    std::vector<PlaceOption> options = premises_options(*m_gazetteer, mention);
    for (const Mention& other : clues.read->mentions()) {
        if (other.kind == NameKind::premises && other.first > mention.first) {
            return match_of_several(*m_gazetteer, *clues.read);
        }
    }
    keep_beside_named_streets(*m_gazetteer, *clues.read, mention, options);
    const PlaceChoice choice =
        choose_place(m_gazetteer->localities, options, clues.read->towns_of(mention));
    return match_of_choice(MatchLevel::premises, options, choice);
}

}  // namespace heatward::geocode

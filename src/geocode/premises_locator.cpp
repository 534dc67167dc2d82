#include "heatward/geocode/premises_locator.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "heatward/geocode/name_mentions.hpp"
#include "heatward/geocode/named_options.hpp"
#include "heatward/geocode/place_choice.hpp"
#include "heatward/geocode/read_location.hpp"

namespace heatward::geocode {

bool PremisesLocator::has_clue(const LocationClues& clues) const
{
    return clues.read != nullptr && first_mention(*clues.read, NameKind::premises) != nullptr;
}

Match PremisesLocator::locate(const LocationClues& clues) const
{
    const Mention& mention = *first_mention(*clues.read, NameKind::premises);
    std::vector<PlaceOption> options = premises_options(*m_gazetteer, mention);
    keep_beside_named_streets(*m_gazetteer, *clues.read, mention, options);
    const PlaceChoice choice =
        choose_place(m_gazetteer->localities, options, clues.read->localities_after(mention.end()));
    return match_of_choice(MatchLevel::premises, options, choice);
}

}  // namespace heatward::geocode

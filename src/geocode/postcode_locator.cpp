#include "heatward/geocode/postcode_locator.hpp"

#include <utility>

#include "heatward/geocode/clue_text.hpp"
#include "heatward/geocode/postcode.hpp"

namespace heatward::geocode {

PostcodeLocator::PostcodeLocator(PostcodeLocatorOptions options) : m_options(std::move(options)) {}

bool PostcodeLocator::has_clue(const LocationClues& clues) const
{
    return !is_blank(clues.postcode);
}

Match PostcodeLocator::locate(const LocationClues& clues) const
{
    const auto postcode = parse_postcode(clues.postcode);
    if (!postcode) {
        return unlocated(postcode.error().message, {"postcode"});
    }
    const auto found = m_options.table->find(*postcode);
    if (found == m_options.table->end()) {
        return unlocated("postcode is not in the gazetteer", {"postcode"});
    }
    Match match;
    match.level = found->second.level;
    match.position = found->second.position;
    match.uncertainty_m = found->second.uncertainty_m;
    match.score = 1;
    match.matched = written_postcode(*postcode);
    match.is_outside_study_area = !m_options.is_in_study_area(found->second.position);
    return match;
}

}  // namespace heatward::geocode

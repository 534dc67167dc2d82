#include "heatward/geocode/postcode_locator.hpp"

#include <utility>

#include "heatward/geocode/clue_text.hpp"
#include "heatward/geocode/postcode.hpp"

namespace heatward::geocode {
namespace {

constexpr double kRepairedScore = 0.9;  // the place fits, the letters do not quite

}  // namespace

PostcodeLocator::PostcodeLocator(PostcodeLocatorOptions options) : m_options(std::move(options)) {}

bool PostcodeLocator::has_clue(const LocationClues& clues) const
{
    return !is_blank(clues.postcode);
}

Match PostcodeLocator::locate(const LocationClues& clues) const
{
    const auto postcode = parse_postcode(clues.postcode);
    if (postcode) {
        const auto found = m_options.table->find(*postcode);
        return found == m_options.table->end()
                   ? unlocated("postcode is not in the gazetteer", {"postcode"})
                   : match_of(*postcode, found->second, 1);
    }
    const PostcodePlace* place = nullptr;
    std::string repaired;
    for (std::string& candidate : repaired_postcodes(clues.postcode)) {
        const auto found = m_options.table->find(candidate);
        if (found == m_options.table->end()) {
            continue;
        }
        if (place != nullptr) {
            return unlocated("postcode is misspelt and may be one of several", {"postcode"});
        }
        place = &found->second;
        repaired = std::move(candidate);
    }
    return place == nullptr ? unlocated(postcode.error().message, {"postcode"})
                            : match_of(repaired, *place, kRepairedScore);
}

Match PostcodeLocator::match_of(const std::string& postcode, const PostcodePlace& place,
                                double score) const
{
    Match match;
    match.level = place.level;
    match.position = place.position;
    match.uncertainty_m = place.uncertainty_m;
    match.score = score;
    match.matched = written_postcode(postcode);
    match.is_outside_study_area = !m_options.is_in_study_area(place.position);
    return match;
}

}  // namespace heatward::geocode

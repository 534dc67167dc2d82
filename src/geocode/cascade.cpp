#include "heatward/geocode/cascade.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "heatward/geocode/clue_text.hpp"
#include "heatward/geocode/coordinate_locator.hpp"
#include "heatward/geocode/postcode.hpp"
#include "heatward/geocode/read_location.hpp"
#include "heatward/geocode/text_postcodes.hpp"

namespace heatward::geocode {
namespace {

bool has_text(const LocationClues& clues)
{
    return !is_blank(clues.location) || !is_blank(clues.town);
}

/// Keeps why a clue gave no position, and the first candidates that one gave.
void note_failure(Match& failed, Match match)
{
    // Two steps may fail over one text for one reason.
    if (!match.reason.empty() && failed.reason.find(match.reason) == std::string::npos) {
        failed.reason += (failed.reason.empty() ? "" : "; ") + match.reason;
    }
    for (std::string& field : match.fields) {
        if (std::find(failed.fields.begin(), failed.fields.end(), field) == failed.fields.end()) {
            failed.fields.push_back(std::move(field));
        }
    }
    if (match.level == MatchLevel::ambiguous && failed.level != MatchLevel::ambiguous) {
        failed.level = MatchLevel::ambiguous;
        failed.candidates = std::move(match.candidates);
    }
}

/// A road that reaches further than this from its middle is no place: "A14".
constexpr double kLongestStreet_m = 5'000;

/// What a postcode's sector and a name may be apart for both to be right, beyond the sector's own
/// radius.
constexpr double kBesidePostcode_m = 3'000;

bool is_of_name(const Match& match)
{
    return match.level == MatchLevel::premises || match.level == MatchLevel::junction ||
           match.level == MatchLevel::street;
}

/// Why the row's postcodes do not allow that position; null where they do, or there are none.
const char* contradiction(const Gazetteer& gazetteer, const LocationClues& clues,
                          ProjectedPoint position)
{
    for (const std::string& text : postcode_clues(clues).texts) {
        const auto key = parse_postcode(text);
        if (!key || gazetteer.postcodes.size() == 0) {
            continue;
        }
        const auto sector = gazetteer.postcodes.sector(*key);
        if (!sector) {
            return "postcode is of a sector that the gazetteer lacks, and the location's names may "
                   "be of another town";
        }
        if (std::hypot(sector->position.x - position.x, sector->position.y - position.y) >
            static_cast<double>(sector->uncertainty_m) + kBesidePostcode_m) {
            return "what the location names lies far from its postcode";
        }
    }
    return nullptr;
}

/// Why a name in the text is not to be taken for where it happened; null where it is.
const char* doubt_about(const Gazetteer& gazetteer, const LocationClues& clues, const Match& match)
{
    if (!is_of_name(match)) {
        return nullptr;
    }
    if (clues.read->names_unknown_town()) {
        return "location names a town that is not in the gazetteer";
    }
    if (match.level == MatchLevel::street && match.uncertainty_m > kLongestStreet_m) {
        return "location names a road too long to be one place";
    }
    return contradiction(gazetteer, clues, *match.position);
}

/// police.uk's "On or near" moves a place to one of its map points.
void mask(const LocationClues& clues, Match& match)
{
    if (is_of_name(match) && says_on_or_near(clues.read->text())) {
        match.level = MatchLevel::masked;
        match.uncertainty_m = std::max(match.uncertainty_m, kStreetMaskUncertainty_m);
    }
}

}  // namespace

Cascade::Cascade(std::vector<std::unique_ptr<const Locator>> steps,
                 std::shared_ptr<const Gazetteer> gazetteer,
                 std::function<bool(ProjectedPoint)> is_in_study_area)
    : m_steps(std::move(steps)),
      m_gazetteer(std::move(gazetteer)),
      m_is_in_study_area(std::move(is_in_study_area))
{
}

bool Cascade::has_clue(const LocationClues& clues) const
{
    return std::any_of(m_steps.begin(), m_steps.end(),
                       [&](const auto& step) { return step->has_clue(clues); });
}

Match Cascade::locate(const LocationClues& clues) const
{
    std::optional<ReadLocation> read;
    LocationClues with_text = clues;
    if (has_text(clues)) {
        read.emplace(m_gazetteer.get(), clues.location, clues.town);
        with_text.read = &*read;
    }
    Match match = located_by_steps(with_text);
    if (match.position && m_is_in_study_area) {
        match.is_outside_study_area = !m_is_in_study_area(*match.position);
    }
    return match;
}

Match Cascade::located_by_steps(const LocationClues& clues) const
{
    Match failed;
    for (const auto& step : m_steps) {
        if (!step->has_clue(clues)) {
            continue;
        }
        Match match = step->locate(clues);
        const char* const doubt = match.position && m_gazetteer && clues.read != nullptr
                                      ? doubt_about(*m_gazetteer, clues, match)
                                      : nullptr;
        if (doubt != nullptr) {
            match = unlocated(doubt, {"location"});
        }
        if (match.position) {
            if (clues.read != nullptr) {
                mask(clues, match);
            }
            match.reason = std::move(failed.reason);
            match.fields = std::move(failed.fields);
            return match;
        }
        note_failure(failed, std::move(match));
    }
    if (!failed.reason.empty()) {
        return failed;
    }
    if (has_text(clues)) {
        return unlocated(m_gazetteer ? "location names nothing in the gazetteer"
                                     : "location is text alone, and there is no gazetteer",
                         {"location"});
    }
    return unlocated("no location", {"location"});
}

}  // namespace heatward::geocode

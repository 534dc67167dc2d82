#include "heatward/geocode/cascade.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "heatward/geocode/clue_text.hpp"
#include "heatward/geocode/read_location.hpp"

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
        if (match.position) {
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

#include "heatward/geocode/cascade.hpp"

#include <algorithm>
#include <utility>

#include "heatward/geocode/clue_text.hpp"

namespace heatward::geocode {

Cascade::Cascade(std::vector<std::unique_ptr<const Locator>> steps) : m_steps(std::move(steps)) {}

bool Cascade::has_clue(const LocationClues& clues) const
{
    return std::any_of(m_steps.begin(), m_steps.end(),
                       [&](const auto& step) { return step->has_clue(clues); });
}

Match Cascade::locate(const LocationClues& clues) const
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
        failed.reason += (failed.reason.empty() ? "" : "; ") + match.reason;
        failed.fields.insert(failed.fields.end(), match.fields.begin(), match.fields.end());
    }
    if (!failed.reason.empty()) {
        return failed;
    }
    if (!is_blank(clues.location) || !is_blank(clues.town)) {
        return unlocated("location is text alone, which this version does not look up",
                         {"location"});
    }
    return unlocated("no location", {"location"});
}

}  // namespace heatward::geocode

#include "heatward/geocode/postcode_locator.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "heatward/geocode/clue_text.hpp"
#include "heatward/geocode/place_choice.hpp"
#include "heatward/geocode/postcode.hpp"
#include "heatward/geocode/text_postcodes.hpp"

namespace heatward::geocode {
namespace {

constexpr double kTerminatedScore = 0.95;
constexpr double kRepairedScore = 0.9;  // the place fits, the letters do not quite

struct Found {
    PostcodeKey key;
    const PostcodePlace* place;
    double score;
};

/// What became of one text.
struct Reading {
    std::optional<Found> found;
    const char* reason = "";
};

Reading read_postcode(const PostcodeTable& table, std::string_view text)
{
    const auto key = parse_postcode(text);
    if (key) {
        if (const PostcodePlace* place = table.find(*key)) {
            return {Found{*key, place, place->is_terminated ? kTerminatedScore : 1.0}, ""};
        }
    }
    Reading reading;
    reading.reason = key ? "postcode is not in the gazetteer" : "postcode is not a full postcode";
    for (const PostcodeKey repaired : repaired_postcodes(text)) {
        const PostcodePlace* place = table.find(repaired);
        if (place == nullptr) {
            continue;
        }
        if (reading.found) {
            return {std::nullopt, "postcode is misspelt and may be one of several"};
        }
        reading.found = Found{repaired, place, kRepairedScore};
    }
    return reading;
}

Match match_of(const Found& found)
{
    Match match;
    match.level = found.place->level;
    match.position = found.place->position;
    match.uncertainty_m = static_cast<double>(found.place->uncertainty_m);
    match.score = found.score;
    match.matched = written_postcode(found.key);
    if (found.place->is_terminated) {
        match.matched += " (terminated)";
    }
    return match;
}

/// Several in one text are one place where they lie no further apart than either is known.
Match match_of_several(const std::vector<Found>& found)
{
    const ProjectedPoint first = found.front().place->position;
    const bool agree = std::all_of(found.begin(), found.end(), [&](const Found& other) {
        const ProjectedPoint place = other.place->position;
        return std::hypot(place.x - first.x, place.y - first.y) <=
               static_cast<double>(other.place->uncertainty_m);
    });
    if (agree) {
        return match_of(found.front());
    }
    std::vector<PlaceOption> options;
    std::vector<std::size_t> left;
    for (const Found& each : found) {
        left.push_back(options.size());
        options.push_back({each.place->position, static_cast<double>(each.place->uncertainty_m),
                           written_postcode(each.key), nullptr, 0, each.score});
    }
    return ambiguous_match(options, left);
}

}  // namespace

bool PostcodeLocator::has_clue(const LocationClues& clues) const
{
    return !is_blank(clues.postcode) || !postcode_clues(clues).texts.empty();
}

Match PostcodeLocator::locate(const LocationClues& clues) const
{
    const PostcodeClues texts = postcode_clues(clues);
    std::vector<Found> found;
    const char* reason = "";
    for (const std::string& text : texts.texts) {
        const Reading reading = read_postcode(m_gazetteer->postcodes, text);
        const bool is_new =
            reading.found && std::none_of(found.begin(), found.end(), [&](const Found& other) {
                return other.key == reading.found->key;
            });
        if (is_new) {
            found.push_back(*reading.found);
        }
        reason = reading.reason;
    }
    // A word of a text that is no postcode may look like one that is misspelt.
    const bool has_written = std::any_of(found.begin(), found.end(),
                                         [](const Found& f) { return f.score > kRepairedScore; });
    if (has_written) {
        std::erase_if(found, [](const Found& f) { return f.score <= kRepairedScore; });
    }
    if (found.empty()) {
        // What in a text is no postcode is no failed clue.
        return texts.is_field ? unlocated(reason, {"postcode"}) : Match();
    }
    return match_of_several(found);
}

}  // namespace heatward::geocode

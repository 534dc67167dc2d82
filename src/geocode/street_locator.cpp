#include "heatward/geocode/street_locator.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
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

// Of a street no longer than this all of it is in one town, or as good as.
constexpr double kLongStreet_m = 1'000;

bool is_house_number(std::string_view word)
{
    return word.size() <= kLongestHouseNumber && word.front() >= '0' && word.front() <= '9';
}

// The part's middle is one of its junctions: not worth taking where hardly anything is left out.
constexpr double kWorthTaking = 0.8;

/// Whether a house number stands before it.
bool is_numbered(const LocationText& text, const Mention& mention)
{
    const auto words = text.words();
    return mention.first > 0 && words[mention.first - 1].segment == words[mention.first].segment &&
           is_house_number(words[mention.first - 1].text);
}

/// The mention with a house number before it, else the first.
const Mention* meant_street(const ReadLocation& read)
{
    for (const Mention& mention : read.mentions()) {
        const bool is_numbered_street = mention.kind == NameKind::street &&
                                        mention.first < read.text().location_words() &&
                                        is_numbered(read.text(), mention);
        if (is_numbered_street) {
            return &mention;
        }
    }
    return first_mention(read, NameKind::street);
}

/// Whether the text says that two of its streets meet: by a word as "junction", or by nothing but
/// an "and" or "at" between them.
bool are_streets_joined(const ReadLocation& read)
{
    std::vector<const Mention*> streets;
    for (const Mention& mention : read.mentions()) {
        if (mention.kind == NameKind::street && mention.first < read.text().location_words()) {
            streets.push_back(&mention);
        }
    }
    if (streets.size() < 2 || says_junction(read.text())) {
        return streets.size() >= 2;
    }
    const std::vector<WordGap> gaps = junction_gaps(read.text());
    for (std::size_t i = 1; i < streets.size(); ++i) {
        const bool is_joined = std::any_of(gaps.begin(), gaps.end(), [&](const WordGap& gap) {
            return gap.before == streets[i - 1]->end() && gap.after == streets[i]->first;
        });
        if (is_joined) {
            return true;
        }
    }
    return false;
}

/// The text means where two streets meet, and they do not; or names two that lie apart.
Match all_named_streets(const Gazetteer& gazetteer, const ReadLocation& read)
{
    std::vector<PlaceOption> options;
    for (const Mention& mention : read.mentions()) {
        if (mention.kind == NameKind::street) {
            const auto more = street_options(gazetteer, mention);
            options.insert(options.end(), more.begin(), more.end());
        }
    }
    std::vector<std::size_t> all(options.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return ambiguous_match(options, all);
}

/// Of a road that runs on out of the town that the text names, the part in the town is meant. False
/// for a long road that comes nowhere near it.
bool keep_part_in_town(const Gazetteer& gazetteer, const std::vector<Mention>& towns,
                       PlaceOption& option)
{
    if (option.uncertainty_m < kLongStreet_m || towns.empty()) {
        return true;
    }
    const auto all = gazetteer.streets.node_places(gazetteer.streets.street(option.entry));
    const auto distance_m = [&](ProjectedPoint place) {
        double furthest_m = 0;
        for (const Mention& town : towns) {
            const double town_m = distance_to_named_m(gazetteer.localities, town, place);
            furthest_m = std::isfinite(town_m) ? std::max(furthest_m, town_m) : furthest_m;
        }
        return furthest_m;
    };
    std::vector<ProjectedPoint> within;
    std::copy_if(all.begin(), all.end(), std::back_inserter(within),
                 [&](ProjectedPoint place) { return distance_m(place) == 0; });
    if (within.size() < 2 || within.size() == all.size()) {
        return distance_m(option.position) <= kBeyondTown_m ||
               std::any_of(all.begin(), all.end(), [&](ProjectedPoint place) {
                   return distance_m(place) <= kBeyondTown_m;
               });
    }
    const auto reach_m = [&](ProjectedPoint place) {
        double furthest_m = 0;
        for (const ProjectedPoint other : within) {
            furthest_m = std::max(furthest_m, std::hypot(other.x - place.x, other.y - place.y));
        }
        return furthest_m;
    };
    const ProjectedPoint middle = *std::min_element(
        within.begin(), within.end(),
        [&](ProjectedPoint a, ProjectedPoint b) { return reach_m(a) < reach_m(b); });
    const double uncertainty_m = reach_m(middle) + kBesideStreet_m;
    if (uncertainty_m < kWorthTaking * option.uncertainty_m) {
        option.position = middle;
        option.uncertainty_m = uncertainty_m;
    }
    return true;
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
    const std::vector<Mention> towns = read.towns_of(*mention);
    std::vector<PlaceOption> options = street_options(*m_gazetteer, *mention);
    if (are_streets_joined(read)) {
        return all_named_streets(*m_gazetteer, read);
    }
    std::vector<PlaceOption> beside = options;
    keep_beside_named_streets(*m_gazetteer, read, *mention, beside);
    if (beside.empty() && !is_numbered(read.text(), *mention)) {
        return all_named_streets(*m_gazetteer, read);
    }
    options = beside.empty() ? options : beside;
    PlaceChoice choice = choose_place(m_gazetteer->localities, options, towns);
    if (choice.chosen && !keep_part_in_town(*m_gazetteer, towns, options[*choice.chosen])) {
        choice.is_elsewhere = true;
    }
    return match_of_choice(MatchLevel::street, options, choice);
}

}  // namespace heatward::geocode

#include "heatward/geocode/junction_locator.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "heatward/geocode/junction_words.hpp"
#include "heatward/geocode/named_options.hpp"
#include "heatward/geocode/place_choice.hpp"
#include "heatward/geocode/read_location.hpp"

namespace heatward::geocode {
namespace {

/// A junction is as wide as this where its streets share one vertex.
constexpr double kJunctionRadius_m = 30;

/// More pairs of streets of two names are not tried: a name that common says nothing.
constexpr std::size_t kMostPairs = 4'000'000;

/// More places of a text where streets may be joined are not looked at, nor words further from one
/// than this: the time to read a row stays bounded, and no junction is told at such length.
constexpr std::size_t kMostGaps = 8;
constexpr std::size_t kWordsBesideGap = 16;

/// The streets on both sides of a joint, and the word after them.
struct Pair {
    Mention left;
    Mention right;
};

const Mention* last_street(const std::vector<Mention>& mentions)
{
    const auto found = std::find_if(mentions.rbegin(), mentions.rend(),
                                    [](const Mention& m) { return m.kind == NameKind::street; });
    return found == mentions.rend() ? nullptr : &*found;
}

const Mention* first_street(const std::vector<Mention>& mentions)
{
    const auto found = std::find_if(mentions.begin(), mentions.end(),
                                    [](const Mention& m) { return m.kind == NameKind::street; });
    return found == mentions.end() ? nullptr : &*found;
}

std::vector<Pair> pairs_of(const Gazetteer& gazetteer, const LocationText& text)
{
    std::vector<Pair> pairs;
    std::vector<WordGap> gaps = junction_gaps(text);
    gaps.resize(std::min(gaps.size(), kMostGaps));
    for (const WordGap& gap : gaps) {
        const std::size_t first = gap.before - std::min(gap.before, kWordsBesideGap);
        const auto before = find_mentions(gazetteer, text, first, gap.before);
        const Mention* const left = last_street(before);
        if (left == nullptr) {
            continue;
        }
        const std::size_t end = std::min(gap.after + kWordsBesideGap, text.words().size());
        const auto after = find_mentions(gazetteer, text, gap.after, end);
        const Mention* const right = first_street(after);
        if (right != nullptr && right->first < text.location_words()) {
            pairs.push_back({*left, *right});
        }
    }
    return pairs;
}

std::vector<const Street*> streets_of(const StreetTable& table, const Mention& mention)
{
    std::vector<const Street*> streets;
    for (const std::uint32_t name : mention.names) {
        for (const std::uint32_t number : table.of_name(name)) {
            streets.push_back(&table.street(number));
        }
    }
    return streets;
}

std::vector<PlaceOption> junction_options(const StreetTable& table, const Pair& pair)
{
    const auto of_left = streets_of(table, pair.left);
    const auto of_right = streets_of(table, pair.right);
    std::vector<PlaceOption> options;
    if (of_left.size() * of_right.size() > kMostPairs) {
        return options;
    }
    for (const Street* a : of_left) {
        for (const Street* b : of_right) {
            if (a == b) {
                continue;
            }
            for (const Junction& junction : table.junctions(*a, *b)) {
                options.push_back({junction.position, kJunctionRadius_m + junction.spread_m,
                                   std::string(table.names().name(a->name)) + " / " +
                                       std::string(table.names().name(b->name)),
                                   nullptr, 0,
                                   score_of_errors(pair.left.errors + pair.right.errors)});
            }
        }
    }
    return options;
}

/// Several junctions of one text are ambiguous where they are not one place.
Match one_of(const std::vector<Match>& located)
{
    const ProjectedPoint first = *located.front().position;
    const bool agree = std::all_of(located.begin(), located.end(), [&](const Match& match) {
        return std::hypot(match.position->x - first.x, match.position->y - first.y) <=
               kJunctionSpread_m;
    });
    if (agree) {
        return located.front();
    }
    std::vector<PlaceOption> options;
    std::vector<std::size_t> all;
    for (const Match& match : located) {
        all.push_back(options.size());
        options.push_back(
            {*match.position, match.uncertainty_m, match.matched, nullptr, 0, match.score});
    }
    return ambiguous_match(options, all);
}

}  // namespace

bool JunctionLocator::has_clue(const LocationClues& clues) const
{
    return clues.read != nullptr && !junction_gaps(clues.read->text()).empty();
}

Match JunctionLocator::locate(const LocationClues& clues) const
{
    Match failed;
    std::vector<Match> located;
    for (const Pair& pair : pairs_of(*m_gazetteer, clues.read->text())) {
        const std::vector<PlaceOption> options = junction_options(m_gazetteer->streets, pair);
        if (options.empty()) {
            continue;
        }
        const PlaceChoice choice =
            choose_place(m_gazetteer->localities, options, clues.read->towns_of(pair.right));
        Match match = match_of_choice(MatchLevel::junction, options, choice);
        if (match.position) {
            located.push_back(std::move(match));
        } else if (failed.reason.empty()) {
            failed = std::move(match);
        }
    }
    return located.empty() ? failed : one_of(located);
}

}  // namespace heatward::geocode

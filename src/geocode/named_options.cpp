#include "heatward/geocode/named_options.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "heatward/geocode/clue_text.hpp"

namespace heatward::geocode {
namespace {

constexpr double kErrorCost = 0.1;

bool is_beside(const Gazetteer& gazetteer, const Mention& street, ProjectedPoint place)
{
    return std::any_of(street.names.begin(), street.names.end(), [&](std::uint32_t name) {
        const auto numbers = gazetteer.streets.of_name(name);
        return std::any_of(numbers.begin(), numbers.end(), [&](std::uint32_t number) {
            const Street& known = gazetteer.streets.street(number);
            return std::hypot(known.middle.x - place.x, known.middle.y - place.y) <=
                   static_cast<double>(known.reach_m) + kBesideNamedStreet_m;
        });
    });
}

}  // namespace

const Mention* first_mention(const ReadLocation& read, NameKind kind)
{
    for (const Mention& mention : read.mentions()) {
        if (mention.kind == kind && mention.first < read.text().location_words()) {
            return &mention;
        }
    }
    return nullptr;
}

std::vector<PlaceOption> premises_options(const Gazetteer& gazetteer, const Mention& mention)
{
    std::vector<std::uint32_t> numbers;
    for (const std::uint32_t name : mention.names) {
        const auto of_name = gazetteer.premises.of_name(name);
        numbers.insert(numbers.end(), of_name.begin(), of_name.end());
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    std::vector<PlaceOption> options;
    for (const std::uint32_t number : numbers) {
        const auto& premises = gazetteer.premises.premises(number);
        options.push_back({premises.position, static_cast<double>(premises.uncertainty_m),
                           std::string(gazetteer.premises.names().name(premises.own_name)),
                           &gazetteer.premises.labels(), number, score_of_errors(mention.errors)});
    }
    return options;
}

std::vector<PlaceOption> street_options(const Gazetteer& gazetteer, const Mention& mention)
{
    std::vector<PlaceOption> options;
    for (const std::uint32_t name : mention.names) {
        for (const std::uint32_t number : gazetteer.streets.of_name(name)) {
            const Street& street = gazetteer.streets.street(number);
            options.push_back({street.middle, static_cast<double>(street.reach_m) + kBesideStreet_m,
                               std::string(gazetteer.streets.names().name(name)),
                               &gazetteer.streets.labels(), number,
                               score_of_errors(mention.errors)});
        }
    }
    return options;
}

void keep_beside_named_streets(const Gazetteer& gazetteer, const ReadLocation& read,
                               const Mention& mention, std::vector<PlaceOption>& options)
{
    for (const Mention& other : read.mentions()) {
        if (other.kind != NameKind::street || other.first == mention.first) {
            continue;
        }
        std::erase_if(options, [&](const PlaceOption& option) {
            return !is_beside(gazetteer, other, option.position);
        });
    }
}

double score_of_errors(unsigned errors) { return 1 - kErrorCost * errors; }

Match match_of_choice(MatchLevel level, std::span<const PlaceOption> options,
                      const PlaceChoice& choice)
{
    if (choice.is_elsewhere) {
        return unlocated("what the location names is not in the town that it names", {"location"});
    }
    if (!choice.chosen) {
        return options.empty() ? Match() : ambiguous_match(options, choice.left);
    }
    const PlaceOption& option = options[*choice.chosen];
    Match match;
    match.level = level;
    match.position = option.position;
    match.uncertainty_m = option.uncertainty_m;
    match.score = option.score;
    match.matched = option.name;
    return match;
}

}  // namespace heatward::geocode

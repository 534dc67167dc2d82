#include "heatward/geocode/place_choice.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>

#include "heatward/geocode/name_key.hpp"

namespace heatward::geocode {
namespace {

// What people still count to a ward or district beyond its border.
constexpr double kBeyondArea_m = 1'000;

/// How an option lies to a locality that the text names.
struct Nearness {
    double distance_m = std::numeric_limits<double>::infinity();
    double margin_m = 0;
    double allowed_m = 0;  ///< further away it is not meant
};

/// Whether the option's own place is one of the name's.
bool is_in_place(const LocalityTable& table, const PlaceOption& option, const Mention& named)
{
    return std::any_of(named.names.begin(), named.names.end(), [&](std::uint32_t name) {
        const auto numbers = table.of_name(name);
        return std::any_of(numbers.begin(), numbers.end(), [&](std::uint32_t number) {
            const LocalityTable::Locality& locality = table.locality(number);
            return locality.is_place && table.is_own_place(locality, option.position);
        });
    });
}

bool names_place(const LocalityTable& table, const Mention& named)
{
    return std::any_of(named.names.begin(), named.names.end(), [&](std::uint32_t name) {
        const auto numbers = table.of_name(name);
        return std::any_of(numbers.begin(), numbers.end(),
                           [&](std::uint32_t number) { return table.locality(number).is_place; });
    });
}

/// Nearness of an option to the nearest of a name's localities.
Nearness nearness_of(const LocalityTable& table, const PlaceOption& option, const Mention& named)
{
    Nearness nearest;
    const bool has_place = names_place(table, named);
    for (const std::uint32_t name : named.names) {
        for (const std::uint32_t number : table.of_name(name)) {
            const LocalityTable::Locality& locality = table.locality(number);
            if (has_place && !locality.is_place) {
                continue;  // a town's name that its district or ward bears too means the town
            }
            const double distance_m = table.distance_m(locality, option.position);
            if (distance_m < nearest.distance_m) {
                nearest = {distance_m, locality.margin_m,
                           locality.is_place ? kBeyondTown_m + locality.margin_m
                                             : std::max(kBeyondArea_m, locality.margin_m)};
            }
        }
    }
    return nearest;
}

bool is_labelled(const LocalityTable& table, const PlaceOption& option, const Mention& named)
{
    if (option.labels == nullptr) {
        return false;
    }
    return std::any_of(named.names.begin(), named.names.end(), [&](std::uint32_t name) {
        const auto keys = name_keys(table.names().name(name));
        return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) {
            return option.labels->has(option.entry, key);
        });
    });
}

/// Those of `left` that the locality does not rule out; all where it says nothing of them.
std::vector<std::size_t> narrowed(const LocalityTable& table, std::span<const PlaceOption> options,
                                  const std::vector<std::size_t>& left, const Mention& named,
                                  bool& is_elsewhere)
{
    std::vector<std::size_t> labelled;
    for (const std::size_t i : left) {
        if (is_labelled(table, options[i], named)) {
            labelled.push_back(i);
        }
    }
    if (!labelled.empty()) {
        return labelled;
    }
    std::vector<Nearness> nearness;
    double nearest_m = std::numeric_limits<double>::infinity();
    for (const std::size_t i : left) {
        nearness.push_back(nearness_of(table, options[i], named));
        nearest_m = std::min(nearest_m, nearness.back().distance_m);
    }
    if (nearest_m == std::numeric_limits<double>::infinity()) {
        return left;  // known by its name alone
    }
    std::vector<std::size_t> kept;
    bool is_near = false;
    for (std::size_t k = 0; k < left.size(); ++k) {
        if (nearness[k].distance_m <= nearest_m + nearness[k].margin_m) {
            kept.push_back(left[k]);
        }
        // A road's middle may be far from the town that it leads to.
        is_near = is_near ||
                  nearness[k].distance_m - options[left[k]].uncertainty_m <= nearness[k].allowed_m;
    }
    is_elsewhere = is_elsewhere || !is_near;
    if (kept.size() > 1) {
        std::vector<std::size_t> own;
        std::copy_if(kept.begin(), kept.end(), std::back_inserter(own),
                     [&](std::size_t i) { return is_in_place(table, options[i], named); });
        kept = own.empty() ? kept : own;
    }
    return kept;
}

/// Two lists may have one place, each its own way.
bool are_one_place(std::span<const PlaceOption> options, const std::vector<std::size_t>& left)
{
    return !left.empty() && std::all_of(left.begin(), left.end(), [&](std::size_t i) {
        const PlaceOption& first = options[left.front()];
        return options[i].name == first.name &&
               std::hypot(options[i].position.x - first.position.x,
                          options[i].position.y - first.position.y) <= first.uncertainty_m;
    });
}

}  // namespace

PlaceChoice choose_place(const LocalityTable& localities, std::span<const PlaceOption> options,
                         std::span<const Mention> named)
{
    PlaceChoice choice;
    choice.left.resize(options.size());
    std::iota(choice.left.begin(), choice.left.end(), std::size_t{0});
    for (const Mention& mention : named) {
        if (choice.left.empty()) {
            break;
        }
        choice.left = narrowed(localities, options, choice.left, mention, choice.is_elsewhere);
    }
    if (choice.is_elsewhere) {
        return choice;
    }
    if (choice.left.size() == 1 || are_one_place(options, choice.left)) {
        choice.chosen = choice.left.front();
    }
    return choice;
}

double distance_to_named_m(const LocalityTable& localities, const Mention& named,
                           ProjectedPoint point)
{
    return nearness_of(localities, {point, 0, {}, nullptr, 0, 0}, named).distance_m;
}

Match ambiguous_match(std::span<const PlaceOption> options, std::span<const std::size_t> left)
{
    Match match;
    match.level = MatchLevel::ambiguous;
    match.reason = "location may be one of several places";
    match.fields = {"location"};
    for (const std::size_t i : left.first(std::min(left.size(), kMostCandidates))) {
        match.candidates.push_back({options[i].name, options[i].position,
                                    options[i].score / static_cast<double>(left.size())});
    }
    return match;
}

}  // namespace heatward::geocode

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "heatward/geocode/gazetteer.hpp"
#include "heatward/geocode/match.hpp"
#include "heatward/geocode/name_mentions.hpp"

namespace heatward::geocode {

/// What people still count to a place beyond its border.
inline constexpr double kBeyondTown_m = 3'000;

/// One of the places that a text may mean.
struct PlaceOption {
    ProjectedPoint position;
    double uncertainty_m = 0;
    std::string name;
    const LabelTable* labels = nullptr;  ///< of its table; null for none
    std::uint32_t entry = 0;             ///< in its table
    double score = 1;
};

/// What became of telling places apart.
struct PlaceChoice {
    std::optional<std::size_t> chosen;
    std::vector<std::size_t> left;  ///< several: nothing tells them apart
    bool is_elsewhere = false;      ///< every one is far from the town that the text names
};

/// Tells options apart by the towns and districts that the text names: one that is nearer to the
/// locality than all others by a margin that grows with the locality's size, or that its list says
/// is in it, or, of those that are left, the one whose own place it is. Post towns reach beyond
/// districts of their name, so being within alone does not decide. Options further away than the
/// locality's size allows are not meant. With one option it is chosen unless the text names a town
/// that it is far from.
PlaceChoice choose_place(const LocalityTable& localities, std::span<const PlaceOption> options,
                         std::span<const Mention> named);

/// Metres from the point to the nearest of the localities that a text names so; infinite where the
/// name alone is known.
double distance_to_named_m(const LocalityTable& localities, const Mention& named,
                           ProjectedPoint point);

/// A match without a position that lists the options left.
Match ambiguous_match(std::span<const PlaceOption> options, std::span<const std::size_t> left);

/// At most so many candidates are listed.
inline constexpr std::size_t kMostCandidates = 10;

}  // namespace heatward::geocode

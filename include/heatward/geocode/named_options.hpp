#pragma once

#include <vector>

#include "heatward/geocode/gazetteer.hpp"
#include "heatward/geocode/name_mentions.hpp"
#include "heatward/geocode/place_choice.hpp"
#include "heatward/geocode/read_location.hpp"

namespace heatward::geocode {

/// How far from a street's line its buildings stand.
inline constexpr double kBesideStreet_m = 25;

/// Options further from every street that the text names too than its reach and this are not
/// meant.
inline constexpr double kBesideNamedStreet_m = 500;

/// The first mention of that kind in the row's location; null for none.
const Mention* first_mention(const ReadLocation& read, NameKind kind);

/// All premises, or streets, that a mention may mean.
std::vector<PlaceOption> premises_options(const Gazetteer& gazetteer, const Mention& mention);
std::vector<PlaceOption> street_options(const Gazetteer& gazetteer, const Mention& mention);

/// Keeps the options beside a street that another mention of the text names, where it names any.
void keep_beside_named_streets(const Gazetteer& gazetteer, const ReadLocation& read,
                               const Mention& mention, std::vector<PlaceOption>& options);

/// What a name is worth with so many typing errors, from 1 down.
double score_of_errors(unsigned errors);

/// The option chosen, else an ambiguous match, or why there is none.
Match match_of_choice(MatchLevel level, std::span<const PlaceOption> options,
                      const PlaceChoice& choice);

}  // namespace heatward::geocode

#pragma once

#include <span>
#include <string_view>

#include "heatward/geocode/location_text.hpp"

namespace heatward::geocode {

/// Whether the words are a county of Great Britain, one of its countries, or a usual abbreviation
/// ("Cambs", "Herts"): written behind a town, and of no use in telling places apart.
bool are_county(std::span<const LocationWord> words);

/// Whether the word is one that control rooms put behind a place and that is no name ("male",
/// "assaulted", "fight").
bool is_remark_word(std::string_view word);

}  // namespace heatward::geocode

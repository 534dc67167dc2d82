#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heatward::geocode {

/// A name has at most so many words.
inline constexpr std::size_t kMostNameWords = 8;

/// The words of a folded text (folded_text.hpp): letters and figures, apostrophes and full stops
/// taken out ("st. mark's" is "st", "marks"), an ampersand is "and"; parted by anything else.
std::vector<std::string_view> name_words(std::string_view folded, std::string& storage);

/// What names are compared by: the name's words without blanks, abbreviations written out ("rd" is
/// "road"; "st" is "street" at the end and "saint" elsewhere), without "the" before it
/// ("The Paddocks" with it, too; "The Street" only with it). An
/// abbreviation that may stand for several words ("gr": grove, green; "st" in the middle) gives
/// several keys, and the words as they are written give one: at most kMostKeys + 2. `keys` is
/// overwritten; empty for no words.
void name_keys(std::span<const std::string_view> words, std::vector<std::string>& keys);

/// The keys of a name as it is written.
std::vector<std::string> name_keys(std::string_view name);

inline constexpr std::size_t kMostKeys = 6;

/// Whether the word says of which kind a street or building is ("road", "rd", "close", "house",
/// "park"), or is as little of a name ("unknown", "home", "near").
bool is_common_word(std::string_view word);

}  // namespace heatward::geocode

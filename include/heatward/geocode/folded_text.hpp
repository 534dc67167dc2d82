#pragma once

#include <string>
#include <string_view>

namespace heatward::geocode {

/// More of a location's text than this is not looked at: no place is told in so many letters, and
/// the time to read a row stays bounded.
inline constexpr std::size_t kLongestLocation = 1'000;

/// The text (UTF-8; at most its first kLongestLocation bytes) in small ASCII letters: accents
/// are taken off, ligatures written out, dashes, quotes and blanks of all kinds become the plain
/// ones, control characters become blanks. Any other character becomes a blank.
std::string folded(std::string_view text);

}  // namespace heatward::geocode

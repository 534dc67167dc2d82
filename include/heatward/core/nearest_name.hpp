#pragma once

#include <span>
#include <string>
#include <string_view>

namespace heatward {

/// Levenshtein distance in bytes: the fewest insertions, deletions and
/// substitutions that turn one text into the other.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The known name with the smallest edit distance to `name` (the first of equals), or an empty
/// text where none is within half of its length, so that a suggestion is worth
/// making, or where `name` has more than 64 bytes.
std::string nearest_name(std::string_view name, std::span<const std::string> known);

}  // namespace heatward

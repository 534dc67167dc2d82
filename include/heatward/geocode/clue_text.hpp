#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heatward/geocode/match.hpp"

namespace heatward::geocode {

/// The clue without blanks at its ends, no-break ones included.
std::string_view trimmed_clue(std::string_view text);

/// Whether a clue says nothing: empty, or blanks alone.
bool is_blank(std::string_view text);

/// A match without a position, for that reason and because of those clues.
Match unlocated(std::string reason, std::vector<std::string> fields);

}  // namespace heatward::geocode

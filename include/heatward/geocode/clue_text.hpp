#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heatward/geocode/match.hpp"

namespace heatward::geocode {

/// Whether a clue says nothing: empty, or blanks alone.
bool is_blank(std::string_view text);

/// A match without a position, for that reason and because of those clues.
Match unlocated(std::string reason, std::vector<std::string> fields);

}  // namespace heatward::geocode

#pragma once

#include <string>
#include <vector>

#include "heatward/geocode/location_clues.hpp"

namespace heatward::geocode {

/// What may be postcodes in a row: the postcode field, where it is filled, else every word, or two
/// neighbours, of the free text that have the length of one.
struct PostcodeClues {
    bool is_field = false;
    std::vector<std::string> texts;
};

PostcodeClues postcode_clues(const LocationClues& clues);

}  // namespace heatward::geocode

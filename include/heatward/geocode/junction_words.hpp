#pragma once

#include <cstddef>
#include <vector>

#include "heatward/geocode/location_text.hpp"

namespace heatward::geocode {

/// Between two words of a text: what stands before and what after may be two streets that meet.
struct WordGap {
    std::size_t before = 0;  ///< one past the last word before it
    std::size_t after = 0;   ///< the first word after it
};

/// Every place of the location where words or signs join two streets: a stroke, an at sign, an
/// ampersand; "and", "at", "with", "x", "jw", "meets"; "junction", "jct", "corner" and the like
/// between two names; and where one of these stands before, a comma too.
std::vector<WordGap> junction_gaps(const LocationText& text);

/// Whether the text says by a word or sign other than "and", "at", "with", "x" that it means a
/// junction.
bool says_junction(const LocationText& text);

}  // namespace heatward::geocode

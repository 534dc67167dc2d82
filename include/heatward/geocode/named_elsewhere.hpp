#pragma once

#include <cstddef>

#include "heatward/geocode/location_text.hpp"

namespace heatward::geocode {

/// Whether the words before a name say that it is not where it happened: where somebody lives
/// ("lives nr The Otter", "home PE1 1XS"), where a patient was brought or who reported from there
/// ("brought to A&E", "called from"), or that it is not there ("not The Otter"). Looks at the three
/// words before `first` in its segment; a care home is no home.
bool is_named_elsewhere(const LocationText& text, std::size_t first);

}  // namespace heatward::geocode

#pragma once

#include <string_view>

#include "heatward/geocode/locator.hpp"
#include "heatward/geocode/read_location.hpp"

namespace heatward::geocode::testing_support {

/// What a step makes of a row's free text; an unlocated match without a reason where it has no
/// clue.
inline Match locate_text(const Locator& step, const Gazetteer& gazetteer, std::string_view location,
                         std::string_view town = "")
{
    const ReadLocation read(&gazetteer, location, town);
    LocationClues clues;
    clues.location = location;
    clues.town = town;
    clues.read = &read;
    return step.has_clue(clues) ? step.locate(clues) : Match();
}

}  // namespace heatward::geocode::testing_support

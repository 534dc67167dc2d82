#pragma once

#include "heatward/geocode/location_clues.hpp"
#include "heatward/geocode/match.hpp"

namespace heatward::geocode {

/// A step of the cascade: turns clues into a position or says why it cannot. Nothing is ever
/// located by default.
class Locator {
public:
    Locator() = default;
    Locator(const Locator&) = delete;
    Locator& operator=(const Locator&) = delete;
    virtual ~Locator() = default;

    /// Whether the row has any of the clues that this step reads.
    [[nodiscard]] virtual bool has_clue(const LocationClues& clues) const = 0;
    [[nodiscard]] virtual Match locate(const LocationClues& clues) const = 0;
};

}  // namespace heatward::geocode

#pragma once

#include <memory>
#include <vector>

#include "heatward/geocode/locator.hpp"

namespace heatward::geocode {

/// Several steps, best first: the first that gives a position decides. Where a better clue was
/// there and failed, its match still says why.
///
/// Without a position the match names every clue that failed with its reason, in the order of the
/// steps; where the row has no clue for any step, the reason is "no location", or, where it has
/// free text, that nothing here reads it.
class Cascade final : public Locator {
public:
    explicit Cascade(std::vector<std::unique_ptr<const Locator>> steps);

    [[nodiscard]] bool has_clue(const LocationClues& clues) const override;
    [[nodiscard]] Match locate(const LocationClues& clues) const override;

private:
    std::vector<std::unique_ptr<const Locator>> m_steps;
};

}  // namespace heatward::geocode

#pragma once

#include <functional>
#include <memory>

#include "heatward/geocode/gazetteer.hpp"
#include "heatward/geocode/locator.hpp"

namespace heatward::geocode {

/// Locates by a street in the free text: its middle, with the distance to its furthest point as
/// uncertainty. Of several streets in the text the one with a house number before it is meant, else
/// the first. Of a road longer than 1 km that leaves the town which the text names, the part
/// between its junctions in the town is taken. Two
/// streets that the text joins as a junction, yet do not meet, are ambiguous.
class StreetLocator final : public Locator {
public:
    explicit StreetLocator(std::shared_ptr<const Gazetteer> gazetteer)
        : m_gazetteer(std::move(gazetteer))
    {
    }

    [[nodiscard]] bool has_clue(const LocationClues& clues) const override;
    [[nodiscard]] Match locate(const LocationClues& clues) const override;

private:
    std::shared_ptr<const Gazetteer> m_gazetteer;
};

}  // namespace heatward::geocode

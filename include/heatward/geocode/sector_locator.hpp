#pragma once

#include <functional>
#include <memory>

#include "heatward/geocode/gazetteer.hpp"
#include "heatward/geocode/locator.hpp"

namespace heatward::geocode {

/// Locates by the sector of a postcode whose unit the gazetteer lacks: the middle of the
/// sector's units.
class SectorLocator final : public Locator {
public:
    explicit SectorLocator(std::shared_ptr<const Gazetteer> gazetteer)
        : m_gazetteer(std::move(gazetteer))
    {
    }

    [[nodiscard]] bool has_clue(const LocationClues& clues) const override;
    [[nodiscard]] Match locate(const LocationClues& clues) const override;

private:
    std::shared_ptr<const Gazetteer> m_gazetteer;
};

}  // namespace heatward::geocode

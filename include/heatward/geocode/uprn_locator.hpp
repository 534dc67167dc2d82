#pragma once

#include <functional>
#include <memory>

#include "heatward/geocode/gazetteer.hpp"
#include "heatward/geocode/locator.hpp"

namespace heatward::geocode {

/// Locates by a unique property reference number: 1 to 12 figures, zeros before it dropped.
class UprnLocator final : public Locator {
public:
    explicit UprnLocator(std::shared_ptr<const Gazetteer> gazetteer)
        : m_gazetteer(std::move(gazetteer))
    {
    }

    [[nodiscard]] bool has_clue(const LocationClues& clues) const override;
    [[nodiscard]] Match locate(const LocationClues& clues) const override;

private:
    std::shared_ptr<const Gazetteer> m_gazetteer;
};

}  // namespace heatward::geocode

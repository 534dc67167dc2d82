#pragma once

#include <functional>
#include <memory>

#include "heatward/geocode/gazetteer.hpp"
#include "heatward/geocode/locator.hpp"

namespace heatward::geocode {

/// Locates by two streets that the free text joins: "A / B", "A & B", "A @ B", "A j/w B",
/// "junction of A and B", "corner of A and B", "A at B", "A x B". Streets that do not meet are no
/// junction.
class JunctionLocator final : public Locator {
public:
    explicit JunctionLocator(std::shared_ptr<const Gazetteer> gazetteer)
        : m_gazetteer(std::move(gazetteer))
    {
    }

    [[nodiscard]] bool has_clue(const LocationClues& clues) const override;
    [[nodiscard]] Match locate(const LocationClues& clues) const override;

private:
    std::shared_ptr<const Gazetteer> m_gazetteer;
};

}  // namespace heatward::geocode

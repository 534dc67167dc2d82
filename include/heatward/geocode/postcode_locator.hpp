#pragma once

#include <functional>
#include <memory>

#include "heatward/geocode/gazetteer.hpp"
#include "heatward/geocode/locator.hpp"

namespace heatward::geocode {

/// Locates by a full postcode that stands in the gazetteer as it is written, but for blanks and
/// case: the postcode field's, else one in the free text. One that does not stand there is repaired
/// (repaired_postcodes) where exactly one of its readings does. Several in one text that lie apart
/// are ambiguous.
class PostcodeLocator final : public Locator {
public:
    explicit PostcodeLocator(std::shared_ptr<const Gazetteer> gazetteer)
        : m_gazetteer(std::move(gazetteer))
    {
    }

    [[nodiscard]] bool has_clue(const LocationClues& clues) const override;
    [[nodiscard]] Match locate(const LocationClues& clues) const override;

private:
    std::shared_ptr<const Gazetteer> m_gazetteer;
};

}  // namespace heatward::geocode

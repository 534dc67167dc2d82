#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "heatward/geocode/gazetteer.hpp"
#include "heatward/geocode/location_text.hpp"
#include "heatward/geocode/name_mentions.hpp"

namespace heatward::geocode {

/// A row's free text and what of it stands in the gazetteer, worked out when it is first asked for
/// and once for all steps of the cascade. For one thread.
class ReadLocation {
public:
    /// `gazetteer` may be null: then nothing stands in it.
    ReadLocation(const Gazetteer* gazetteer, std::string_view location, std::string_view town)
        : m_gazetteer(gazetteer), m_text(location, town)
    {
    }

    [[nodiscard]] const LocationText& text() const { return m_text; }

    /// The names in location and town.
    [[nodiscard]] const std::vector<Mention>& mentions() const
    {
        if (!m_mentions) {
            m_mentions = m_gazetteer == nullptr
                             ? std::vector<Mention>()
                             : find_mentions(*m_gazetteer, m_text, 0, m_text.words().size());
        }
        return *m_mentions;
    }

    /// The localities that the text names after the word `from`: where it says what it means.
    [[nodiscard]] std::vector<Mention> localities_after(std::size_t from) const
    {
        std::vector<Mention> after;
        for (const Mention& mention : mentions()) {
            if (mention.kind == NameKind::locality && mention.first >= from) {
                after.push_back(mention);
            }
        }
        return after;
    }

private:
    const Gazetteer* m_gazetteer;
    LocationText m_text;
    mutable std::optional<std::vector<Mention>> m_mentions;
};

}  // namespace heatward::geocode

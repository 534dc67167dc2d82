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

    /// The names in location and town that may be where it happened: those that named_elsewhere()
    /// rules out are left out.
    [[nodiscard]] const std::vector<Mention>& mentions() const;

    /// The localities that say where a name of the text is: those behind it, and those of its other
    /// segments.
    [[nodiscard]] std::vector<Mention> towns_of(const Mention& mention) const;

    /// Whether the town's column, or the last part of the location behind a comma, is a name that
    /// the gazetteer lacks, and no county's: then its streets and premises may be another town's.
    [[nodiscard]] bool names_unknown_town() const;

private:
    const Gazetteer* m_gazetteer;
    LocationText m_text;
    mutable std::optional<std::vector<Mention>> m_mentions;
};

}  // namespace heatward::geocode

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace heatward {

/// How an incident was located, best first; `ambiguous` and `unlocated` have
/// no position. The names are those of the `match_level` column.
enum class MatchLevel : std::uint8_t {
    coordinate,
    grid_reference,
    uprn,
    premises,
    junction,
    postcode,
    street,
    masked,
    sector,
    place,
    ambiguous,
    unlocated,
};

inline constexpr std::array<std::string_view, 12> kMatchLevelNames{
    "coordinate", "grid_reference", "uprn",   "premises", "junction",  "postcode",
    "street",     "masked",         "sector", "place",    "ambiguous", "unlocated"};

inline std::string_view to_string(MatchLevel level)
{
    return kMatchLevelNames[static_cast<std::size_t>(level)];
}

inline std::optional<MatchLevel> parse_match_level(std::string_view text)
{
    for (std::size_t i = 0; i < kMatchLevelNames.size(); ++i) {
        if (kMatchLevelNames[i] == text) {
            return static_cast<MatchLevel>(i);
        }
    }
    return std::nullopt;
}

/// Whether a match of this level has a position.
inline bool is_located(MatchLevel level) { return level < MatchLevel::ambiguous; }

}  // namespace heatward

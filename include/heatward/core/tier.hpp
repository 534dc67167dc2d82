#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace heatward {

/// Who may see a thing; a later tier may see all that an earlier one may.
/// `nobody` sees nothing.
enum class Tier : std::uint8_t { nobody, public_, partner, analyst };

inline constexpr std::array<std::string_view, 4> kTierNames{"none", "public", "partner", "analyst"};

inline std::string_view to_string(Tier tier) { return kTierNames[static_cast<std::size_t>(tier)]; }

inline std::optional<Tier> parse_tier(std::string_view text)
{
    for (std::size_t i = 0; i < kTierNames.size(); ++i) {
        if (kTierNames[i] == text) {
            return static_cast<Tier>(i);
        }
    }
    return std::nullopt;
}

}  // namespace heatward

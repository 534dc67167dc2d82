#pragma once

#include <cstdint>
#include <string_view>

namespace heatward::stats {

/// Where a count stands among what chance alone would make of the whole's rate.
enum class FunnelPosition {
    inside,
    above_95,
    above_99_8,
    below_95,
    below_99_8,
};

/// "inside", "above 95 %", "above 99.8 %", "below 95 %" or "below 99.8 %".
std::string_view funnel_text(FunnelPosition position);

/// Position of a Poisson count in a funnel plot around `expected`, the count that the rate of the
/// whole gives the area (Spiegelhalter 2005). Outside a limit where the exact tail, P(N ≥ count) or
/// P(N ≤ count), is at most 2.5 % (95 %) or 0.1 % (99.8 %). With expected = 0 any incident is
/// above. Throws DataError for a negative or non-finite expectation.
FunnelPosition funnel_position(std::uint64_t count, double expected);

}  // namespace heatward::stats

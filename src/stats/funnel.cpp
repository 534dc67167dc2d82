#include "heatward/stats/funnel.hpp"

#include <cmath>

#include <fmt/format.h>
#include <boost/math/special_functions/gamma.hpp>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

constexpr double kTailOf95 = 0.025;
constexpr double kTailOf99_8 = 0.001;

}  // namespace

std::string_view funnel_text(FunnelPosition position)
{
    switch (position) {
        case FunnelPosition::inside:
            return "inside";
        case FunnelPosition::above_95:
            return "above 95 %";
        case FunnelPosition::above_99_8:
            return "above 99.8 %";
        case FunnelPosition::below_95:
            return "below 95 %";
        case FunnelPosition::below_99_8:
            return "below 99.8 %";
    }
    throw DataError("no such position in a funnel");
}

FunnelPosition funnel_position(std::uint64_t count, double expected)
{
    if (!(expected >= 0) || !std::isfinite(expected)) {
        throw DataError(fmt::format("an expected count must be 0 or more, not {}", expected));
    }
    if (expected == 0) {
        return count > 0 ? FunnelPosition::above_99_8 : FunnelPosition::inside;
    }
    const auto n = static_cast<double>(count);
    // P(N ≥ n) and P(N ≤ n) are incomplete gamma functions of shape n and n + 1.
    const double at_least = count == 0 ? 1 : boost::math::gamma_p(n, expected);
    const double at_most = boost::math::gamma_q(n + 1, expected);
    if (at_least <= kTailOf95) {
        return at_least <= kTailOf99_8 ? FunnelPosition::above_99_8 : FunnelPosition::above_95;
    }
    if (at_most <= kTailOf95) {
        return at_most <= kTailOf99_8 ? FunnelPosition::below_99_8 : FunnelPosition::below_95;
    }
    return FunnelPosition::inside;
}

}  // namespace heatward::stats

#include "heatward/stats/rate_ratio.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <boost/math/special_functions/beta.hpp>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

constexpr double kTail = 0.025;

void require_exposure(const PoissonCount& count)
{
    if (!(count.exposure > 0) || !std::isfinite(count.exposure)) {
        throw DataError(
            fmt::format("a count must be over more than nothing, not {}", count.exposure));
    }
}

}  // namespace

RateRatio compare_rates(const PoissonCount& earlier, const PoissonCount& later)
{
    require_exposure(earlier);
    require_exposure(later);
    const auto before = static_cast<double>(earlier.count);
    const auto after = static_cast<double>(later.count);
    const double scale = earlier.exposure / later.exposure;
    constexpr double infinity = std::numeric_limits<double>::infinity();
    RateRatio result;
    result.ratio = after / before * scale;
    if (earlier.count + later.count == 0) {
        result.high = infinity;
        return result;
    }
    // Of all incidents the later ones are a binomial share s; rates are as s/(1 − s).
    const auto ratio_of = [scale](double share) {
        return share < 1 ? share / (1 - share) * scale : infinity;
    };
    result.low = later.count == 0 ? 0 : ratio_of(boost::math::ibeta_inv(after, before + 1, kTail));
    result.high =
        earlier.count == 0 ? infinity : ratio_of(boost::math::ibetac_inv(after + 1, before, kTail));
    const double share = later.exposure / (earlier.exposure + later.exposure);
    const double at_least = later.count == 0 ? 1 : boost::math::ibeta(after, before + 1, share);
    const double at_most = earlier.count == 0 ? 1 : boost::math::ibetac(after + 1, before, share);
    result.p = std::min(1.0, 2 * std::min(at_least, at_most));
    return result;
}

}  // namespace heatward::stats

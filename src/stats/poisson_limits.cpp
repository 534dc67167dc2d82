#include "heatward/stats/poisson_limits.hpp"

#include <fmt/format.h>
#include <boost/math/special_functions/gamma.hpp>

#include "heatward/core/error.hpp"

namespace heatward::stats {

CountLimits poisson_limits(std::uint64_t count, double confidence)
{
    if (!(confidence > 0 && confidence < 1)) {
        throw DataError(
            fmt::format("a confidence must lie between 0 and 1, not at {}", confidence));
    }
    const double tail = (1 - confidence) / 2;
    const auto n = static_cast<double>(count);
    // χ²(p; 2k)/2 is the p-quantile of the gamma distribution of shape k.
    return {count == 0 ? 0 : boost::math::gamma_p_inv(n, tail),
            boost::math::gamma_q_inv(n + 1, tail)};
}

}  // namespace heatward::stats

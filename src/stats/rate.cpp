#include "heatward/stats/rate.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "heatward/stats/poisson_limits.hpp"

namespace heatward::stats {
namespace {

/// Σ countₛ/yearsₛ and what its limits need.
struct AnnualSum {
    std::uint64_t count = 0;
    double per_year = 0;
    double variance = 0;        ///< Σ countₛ/yearsₛ²
    double largest_weight = 0;  ///< largest 1/yearsₛ
};

AnnualSum annual_sum(std::span<const SuppliedCount> sources)
{
    AnnualSum sum;
    for (const auto& source : sources) {
        if (!(source.years > 0)) {
            continue;
        }
        const auto count = static_cast<double>(source.count);
        sum.count += source.count;
        sum.per_year += count / source.years;
        sum.variance += count / (source.years * source.years);
        sum.largest_weight = std::max(sum.largest_weight, 1 / source.years);
    }
    return sum;
}

}  // namespace

std::optional<Rate> annual_rate_per_1000(std::uint64_t count, double years,
                                         std::optional<double> population)
{
    const std::array<SuppliedCount, 1> source{SuppliedCount{count, years}};
    return annual_rate_per_1000(source, population);
}

std::optional<Rate> annual_rate_per_1000(std::span<const SuppliedCount> sources,
                                         std::optional<double> population)
{
    const AnnualSum sum = annual_sum(sources);
    if (!population || !(*population > 0) || !(sum.largest_weight > 0)) {
        return std::nullopt;
    }
    const CountLimits limits = poisson_limits(sum.count);
    const auto n = static_cast<double>(sum.count);
    const double scale = sum.count > 0 ? std::sqrt(sum.variance / n) : sum.largest_weight;
    const double per_1000 = 1000 / *population;
    return Rate{sum.per_year * per_1000,
                std::max(0.0, sum.per_year + scale * (limits.low - n)) * per_1000,
                (sum.per_year + scale * (limits.high - n)) * per_1000};
}

}  // namespace heatward::stats

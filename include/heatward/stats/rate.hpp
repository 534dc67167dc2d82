#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace heatward::stats {

/// Incidents per 1,000 residents and year, with 95 % limits.
struct Rate {
    double per_1000 = 0;
    double low = 0;
    double high = 0;
};

/// A source's count and for how many years it supplied data.
struct SuppliedCount {
    std::uint64_t count = 0;
    double years = 0;
};

/// count / years / population · 1000, with the exact Poisson limits of the count. No rate
/// where the population is missing or not above 0, or no time was
/// supplied.
std::optional<Rate> annual_rate_per_1000(std::uint64_t count, double years,
                                         std::optional<double> population);

/// Σ (countₛ/yearsₛ) / population · 1000. Where years differ the limits are those of
/// Dobson, Kuulasmaa, Eberle & Scherer (1991) for a weighted sum of Poisson counts:
/// S + √(Σ countₛ/yearsₛ² / n)·(L − n) with S = Σ countₛ/yearsₛ, n = Σ countₛ and
/// L an exact limit of n; for n = 0 the upper limit takes the largest 1/years. With
/// equal years this is the exact limit. A source that supplied no time takes no part.
std::optional<Rate> annual_rate_per_1000(std::span<const SuppliedCount> sources,
                                         std::optional<double> population);

}  // namespace heatward::stats

#include "heatward/stats/global_moran.hpp"

#include <cmath>
#include <utility>
#include <vector>

#include "heatward/core/parallel.hpp"
#include "heatward/stats/normal.hpp"
#include "heatward/stats/random_stream.hpp"

#include "known_areas.hpp"

namespace heatward::stats {
namespace {

constexpr double kFewestAreas = 4;

/// Sums over the weights alone (Cliff & Ord 1981).
struct WeightSums {
    double s0 = 0;  ///< Σ wᵢⱼ
    double s1 = 0;  ///< Σ (wᵢⱼ + wⱼᵢ)² / 2
    double s2 = 0;  ///< Σ (wᵢ. + w.ᵢ)²
};

WeightSums weight_sums(const Neighbours& neighbours)
{
    WeightSums sums;
    for (std::size_t i = 0; i < neighbours.size(); ++i) {
        const auto around = neighbours.of(i);
        if (around.empty()) {
            continue;
        }
        const double out = 1 / static_cast<double>(around.size());
        double in = 0;
        for (const std::uint32_t j : around) {
            const double back = 1 / static_cast<double>(neighbours.of(j).size());
            in += back;
            sums.s1 += (out + back) * (out + back) / 2;
        }
        sums.s0 += 1;
        sums.s2 += (1 + in) * (1 + in);
    }
    return sums;
}

/// Σ wᵢⱼ zᵢ zⱼ with row-standardised weights.
double cross_products(const Neighbours& neighbours, std::span<const double> deviation)
{
    double sum = 0;
    for (std::size_t i = 0; i < neighbours.size(); ++i) {
        double lag = 0;
        for (const std::uint32_t j : neighbours.of(i)) {
            lag += deviation[j];
        }
        const auto around = static_cast<double>(neighbours.of(i).size());
        sum += around > 0 ? deviation[i] * lag / around : 0;
    }
    return sum;
}

double variance_under_randomisation(const KnownAreas& known, const WeightSums& w, double n)
{
    double fourth = 0;
    for (const double deviation : known.deviation) {
        fourth += deviation * deviation * deviation * deviation;
    }
    const auto all = static_cast<double>(known.size());
    const double kurtosis = fourth / all / (known.m2 * known.m2);
    const double s0_squared = w.s0 * w.s0;
    const double first = n * ((n * n - 3 * n + 3) * w.s1 - n * w.s2 + 3 * s0_squared);
    const double second = kurtosis * ((n * n - n) * w.s1 - 2 * n * w.s2 + 6 * s0_squared);
    const double expectation = -1 / (n - 1);
    return (first - second) / ((n - 1) * (n - 2) * (n - 3) * s0_squared) -
           expectation * expectation;
}

double p_of_permutations(const KnownAreas& known, double observed,
                         const PermutationOptions& options)
{
    std::vector<double> sums(options.permutations);
    for_each_index(sums.size(), static_cast<int>(options.threads), [&](std::size_t draw) {
        RandomStream random(options.seed, draw);
        std::vector<double> dealt = known.deviation;
        for (std::size_t left = dealt.size(); left > 1; --left) {
            std::swap(dealt[left - 1], dealt[random.below(static_cast<std::uint32_t>(left))]);
        }
        sums[draw] = cross_products(known.neighbours, dealt);
    });
    std::uint32_t at_least = 0;
    std::uint32_t at_most = 0;
    for (const double sum : sums) {
        at_least += sum >= observed ? 1 : 0;
        at_most += sum <= observed ? 1 : 0;
    }
    return permutation_p(at_least, at_most, options.permutations);
}

}  // namespace

std::optional<GlobalMoran> global_moran(std::span<const double> values,
                                        const Neighbours& neighbours,
                                        const PermutationOptions& options)
{
    const KnownAreas known = known_areas(values, neighbours);
    const WeightSums w = weight_sums(known.neighbours);
    // Row-standardised, so that Σ wᵢⱼ is the number of areas with neighbours.
    const double n = w.s0;
    if (n < kFewestAreas || !(known.m2 > 0)) {
        return std::nullopt;
    }
    const double products = cross_products(known.neighbours, known.deviation);
    GlobalMoran moran;
    moran.areas = static_cast<std::size_t>(n);
    moran.i = products / (known.m2 * static_cast<double>(known.size()));
    moran.expectation = -1 / (n - 1);
    moran.variance = variance_under_randomisation(known, w, n);
    moran.z = (moran.i - moran.expectation) / std::sqrt(moran.variance);
    moran.p = two_sided_p(moran.z);
    moran.p_permutation = p_of_permutations(known, products, options);
    return moran;
}

}  // namespace heatward::stats

#include "heatward/stats/local_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "heatward/core/error.hpp"
#include "heatward/core/parallel.hpp"
#include "heatward/stats/false_discovery.hpp"
#include "heatward/stats/normal.hpp"
#include "heatward/stats/random_stream.hpp"

#include "known_areas.hpp"

namespace heatward::stats {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
/// Areas whose permutations are dealt by one thread at a time.
constexpr std::size_t kAreasAtOnce = 256;

double gi_star_z(const KnownAreas& known, std::size_t i)
{
    const auto n = static_cast<double>(known.size());
    const auto k = static_cast<double>(known.neighbours.of(i).size() + 1);
    const double spread = known.m2 * (n * k - k * k) / (n - 1);
    // An area that adjoins all others has no spread: its sum is always the whole.
    return spread > 0 ? (known.deviation[i] + known.lag_sum(i)) / std::sqrt(spread) : kNaN;
}

struct MoranFigures {
    double i = kNaN;
    double z = kNaN;
};

MoranFigures local_moran(const KnownAreas& known, std::size_t i)
{
    const auto around = static_cast<double>(known.neighbours.of(i).size());
    const auto n = static_cast<double>(known.size());
    if (around == 0 || n < 3) {
        return {};
    }
    const double z = known.deviation[i];
    const double value = z / known.m2 * known.lag_sum(i) / around;
    const double expectation = -z * z / ((n - 1) * known.m2);
    const double variance = (z / known.m2) * (z / known.m2) * (n / (n - 2)) *
                            (1 / around - 1 / (n - 1)) * (known.m2 - z * z / (n - 1));
    return {value, variance > 0 ? (value - expectation) / std::sqrt(variance) : kNaN};
}

MoranQuadrant quadrant_of(const KnownAreas& known, std::size_t i)
{
    if (known.neighbours.of(i).empty()) {
        return MoranQuadrant::none;
    }
    const bool is_high = known.deviation[i] > 0;
    const bool is_among_high = known.lag_sum(i) > 0;
    if (is_high) {
        return is_among_high ? MoranQuadrant::high_high : MoranQuadrant::high_low;
    }
    return is_among_high ? MoranQuadrant::low_high : MoranQuadrant::low_low;
}

/// Deals `count` of the numbers below `n` other than `self`, without putting back, by a partial
/// Fisher-Yates shuffle that is undone afterwards.
class Dealer {
public:
    explicit Dealer(std::size_t n) : m_order(n)
    {
        for (std::uint32_t i = 0; i < n; ++i) {
            m_order[i] = i;
        }
    }

    /// Σ of `deviation` over the dealt numbers.
    double deal(std::span<const double> deviation, std::size_t self, std::size_t count,
                RandomStream& random)
    {
        m_swaps.clear();
        swap(self, 0);
        double sum = 0;
        for (std::size_t taken = 1; taken <= count; ++taken) {
            const auto left = static_cast<std::uint32_t>(m_order.size() - taken);
            swap(taken, taken + random.below(left));
            sum += deviation[m_order[taken]];
        }
        while (!m_swaps.empty()) {
            const auto [a, b] = m_swaps.back();
            m_swaps.pop_back();
            std::swap(m_order[a], m_order[b]);
        }
        return sum;
    }

private:
    void swap(std::size_t a, std::size_t b)
    {
        std::swap(m_order[a], m_order[b]);
        m_swaps.emplace_back(a, b);
    }

    std::vector<std::uint32_t> m_order;
    std::vector<std::pair<std::size_t, std::size_t>> m_swaps;
};

/// Two-sided p-value of the neighbours' sum among dealt ones: Gi* rises with that sum for a given
/// area, and local Moran rises or falls with it, so that it judges both.
double p_of_lag(const KnownAreas& known, std::size_t i, Dealer& dealer,
                const PermutationOptions& options)
{
    const std::size_t around = known.neighbours.of(i).size();
    if (around == 0) {
        return kNaN;
    }
    RandomStream random(options.seed, known.area[i]);
    const double observed = known.lag_sum(i);
    std::uint32_t at_least = 0;
    std::uint32_t at_most = 0;
    for (std::uint32_t draw = 0; draw < options.permutations; ++draw) {
        const double dealt = dealer.deal(known.deviation, i, around, random);
        // Sums of the same values in another order differ by rounding.
        const double slack = 1e-12 * (std::abs(observed) + std::abs(dealt));
        at_least += dealt >= observed - slack ? 1 : 0;
        at_most += dealt <= observed + slack ? 1 : 0;
    }
    return permutation_p(at_least, at_most, options.permutations);
}

std::vector<double> permutation_ps(const KnownAreas& known, const PermutationOptions& options)
{
    std::vector<double> p(known.size(), kNaN);
    for_each_run(known.size(), kAreasAtOnce, options.threads,
                 [&](std::size_t begin, std::size_t end) {
                     Dealer dealer(known.size());
                     for (std::size_t i = begin; i < end; ++i) {
                         p[i] = p_of_lag(known, i, dealer, options);
                     }
                 });
    return p;
}

std::vector<double> two_sided(std::span<const double> z)
{
    std::vector<double> p;
    p.reserve(z.size());
    for (const double score : z) {
        p.push_back(two_sided_p(score));
    }
    return p;
}

void add_gi_star(const KnownAreas& known, std::size_t areas, GiStar& gi_star)
{
    std::vector<double> z;
    for (std::size_t i = 0; i < known.size(); ++i) {
        z.push_back(gi_star_z(known, i));
    }
    gi_star.z = known.spread(z, areas);
    gi_star.p = two_sided(gi_star.z);
    gi_star.p_adjusted = adjust_benjamini_hochberg(gi_star.p);
}

void add_moran(const KnownAreas& known, std::size_t areas, LocalMoran& moran)
{
    std::vector<double> i;
    std::vector<double> z;
    for (std::size_t k = 0; k < known.size(); ++k) {
        const MoranFigures figures = local_moran(known, k);
        i.push_back(figures.i);
        z.push_back(figures.z);
        moran.quadrant[known.area[k]] = quadrant_of(known, k);
    }
    moran.i = known.spread(i, areas);
    moran.z = known.spread(z, areas);
    moran.p = two_sided(moran.z);
    moran.p_adjusted = adjust_benjamini_hochberg(moran.p);
}

LocalStatistics none(std::size_t areas)
{
    const std::vector<double> nothing(areas, kNaN);
    LocalStatistics statistics;
    statistics.gi_star = {nothing, nothing, nothing, nothing};
    statistics.moran = {nothing, nothing, nothing,
                        nothing, nothing, std::vector<MoranQuadrant>(areas, MoranQuadrant::none)};
    return statistics;
}

}  // namespace

std::string_view quadrant_text(MoranQuadrant quadrant)
{
    switch (quadrant) {
        case MoranQuadrant::none:
            return "";
        case MoranQuadrant::high_high:
            return "high-high";
        case MoranQuadrant::low_low:
            return "low-low";
        case MoranQuadrant::high_low:
            return "high-low";
        case MoranQuadrant::low_high:
            return "low-high";
    }
    throw DataError("no such quadrant");
}

LocalStatistics local_statistics(std::span<const double> values, const Neighbours& neighbours,
                                 const PermutationOptions& options)
{
    LocalStatistics statistics = none(values.size());
    const KnownAreas known = known_areas(values, neighbours);
    if (known.size() < 2 || !(known.m2 > 0)) {
        return statistics;
    }
    add_gi_star(known, values.size(), statistics.gi_star);
    add_moran(known, values.size(), statistics.moran);
    const auto p = known.spread(permutation_ps(known, options), values.size());
    statistics.gi_star.p_permutation = p;
    statistics.moran.p_permutation = p;
    return statistics;
}

}  // namespace heatward::stats

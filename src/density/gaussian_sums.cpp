#include "gaussian_sums.hpp"

#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/core/extent.hpp"
#include "heatward/core/parallel.hpp"
#include "heatward/density/kernel_shape.hpp"
#include "place_strips.hpp"
#include "smoothing_lattice.hpp"

namespace heatward::density {
namespace {

constexpr std::size_t kPlacesAtOnce = 128;

// Nanoseconds on one core, about, to choose between the ways; no result depends on them by more
// than the errors stated.
constexpr double kPairCost = 6;
constexpr double kNodeCost = 40;
constexpr double kSpreadCost = 700;

constexpr double kMostNodes = 3e7;         ///< 0.5 GB
constexpr double kMostDirectPairs = 2e10;  ///< about a minute on two cores
constexpr double kSmallShare = 1e-3;

Extent extent_of(const IncidentPlaces& places)
{
    Extent extent;
    for (std::size_t i = 0; i < places.size(); ++i) {
        extent.include(places.x_m[i], places.y_m[i]);
    }
    return extent;
}

class PairSum {
public:
    PairSum(const PlaceStrips& strips, std::span<const double> weight, double sigma_m)
        : m_strips(strips),
          m_weight(weight),
          m_peak(kernel_peak(Kernel::gaussian, sigma_m)),
          m_exponent(-1 / (2 * sigma_m * sigma_m))
    {
    }

    [[nodiscard]] double at(std::size_t place) const
    {
        double sum = 0;
        m_strips.for_each_other(place, [&](std::size_t other, double distance2) {
            sum += m_weight[other] * std::exp(m_exponent * distance2);
        });
        return m_peak * sum;
    }

private:
    const PlaceStrips& m_strips;
    std::span<const double> m_weight;
    double m_peak;
    double m_exponent;
};

/// Replaces sums[i] by the direct sum for those places for which `wanted` says so.
template <class Wanted>
void sum_directly(const PlaceStrips& strips, const PairSum& pair_sum, int threads,
                  const Wanted& wanted, std::vector<double>& sums)
{
    const std::vector<std::uint32_t>& order = strips.order();
    const std::size_t runs = (order.size() + kPlacesAtOnce - 1) / kPlacesAtOnce;
    for_each_index(runs, threads, [&](std::size_t run) {
        const std::size_t last = std::min(order.size(), (run + 1) * kPlacesAtOnce);
        for (std::size_t k = run * kPlacesAtOnce; k < last; ++k) {
            if (wanted(order[k])) {
                sums[order[k]] = pair_sum.at(order[k]);
            }
        }
    });
}

std::vector<double> lattice_sums(const IncidentPlaces& places, const Extent& extent,
                                 std::span<const double> weight, double sigma_m, int threads)
{
    SmoothingLattice lattice(extent, sigma_m, SmoothingLattice::kSpreadMargin, threads);
    lattice.spread(places.x_m, places.y_m, weight);
    lattice.blur();
    std::vector<double> sums = lattice.read(places.x_m, places.y_m);
    const double peak = kernel_peak(Kernel::gaussian, sigma_m);
    for (std::size_t i = 0; i < sums.size(); ++i) {
        sums[i] -= weight[i] * peak;
    }
    return sums;
}

SumMethod cheaper_method(const PlaceStrips& strips, const Extent& extent, double sigma_m)
{
    const double pairs = strips.candidate_pairs();
    const double nodes =
        SmoothingLattice::nodes_for(extent, sigma_m, SmoothingLattice::kSpreadMargin);
    const double direct = pairs * kPairCost;
    const double lattice =
        nodes * kNodeCost + static_cast<double>(strips.order().size()) * kSpreadCost;
    if (nodes <= kMostNodes && lattice < direct) {
        return SumMethod::lattice;
    }
    if (pairs > kMostDirectPairs) {
        throw DataError(fmt::format(
            "{} distinct places lie too densely over too wide an area to try a bandwidth of "
            "{:.3g} m: use the selector scott or silverman, or keep to a smaller area",
            strips.order().size(), sigma_m));
    }
    return SumMethod::direct;
}

}  // namespace

std::vector<double> gaussian_sums_of_others(const IncidentPlaces& places,
                                            std::span<const double> weight, double sigma_m,
                                            int threads, SumMethod method)
{
    if (places.size() == 0) {
        return {};
    }
    const PlaceStrips strips(places, support_radius(Kernel::gaussian, sigma_m));
    const PairSum pair_sum(strips, weight, sigma_m);
    const Extent extent = extent_of(places);
    if (method == SumMethod::automatic) {
        method = cheaper_method(strips, extent, sigma_m);
    }
    if (method == SumMethod::direct) {
        std::vector<double> sums(places.size());
        sum_directly(
            strips, pair_sum, threads, [](std::size_t) { return true; }, sums);
        return sums;
    }
    std::vector<double> sums = lattice_sums(places, extent, weight, sigma_m, threads);
    double total = 0;
    for (const double w : weight) {
        total += w;
    }
    const double average = total / static_cast<double>(weight.size());
    const double small = kSmallShare * kernel_peak(Kernel::gaussian, sigma_m);
    sum_directly(
        strips, pair_sum, threads,
        [&](std::size_t i) { return sums[i] < small * std::max(average, weight[i]); }, sums);
    return sums;
}

}  // namespace heatward::density

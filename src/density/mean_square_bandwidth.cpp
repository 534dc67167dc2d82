#include "heatward/density/mean_square_bandwidth.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

#include <fmt/format.h>

#include "bandwidth_search.hpp"
#include "heatward/core/error.hpp"
#include "heatward/core/parallel.hpp"
#include "heatward/density/set_covariance.hpp"
#include "place_strips.hpp"
#include "shared_progress.hpp"

namespace heatward::density {
namespace {

constexpr std::size_t kSteps = 511;
constexpr std::size_t kParts = 64;  ///< of the pairs, summed apart and added in order
constexpr double kMostPairs = 4e9;  ///< a quarter of a minute on two cores
constexpr std::size_t kSamples = 2000;

/// Ordered pairs of incidents at different places by distance: bin b holds ((b − 1)·step, b·step].
struct PairDistances {
    std::vector<double> pairs = std::vector<double>(kSteps + 1, 0);
    std::vector<double> distance_sum_m = std::vector<double>(kSteps + 1, 0);
};

double largest_distance_m(const IncidentPlaces& places, const ProjectedMultiPolygon& window,
                          double area_m2)
{
    const Extent extent = extent_of(window);
    const double intensity = static_cast<double>(places.incidents) / area_m2;
    return std::min(std::min(extent.width(), extent.height()) / 4,
                    std::sqrt(1000 / (std::numbers::pi * intensity)));
}

PairDistances pair_distances(const IncidentPlaces& places, double largest_m,
                             const BandwidthSearchOptions& options)
{
    const double step_m = largest_m / kSteps;
    const PlaceStrips strips(places, largest_m);
    if (strips.candidate_pairs(strips.order(), kSamples) > kMostPairs) {
        throw DataError(fmt::format(
            "{} distinct places make too many pairs within {:.0f} m of each other for the "
            "selector diggle: use scott or silverman, or keep to a smaller area",
            places.size(), largest_m));
    }
    SharedProgress progress(options.progress, "Bandwidth by mean square error (diggle)", kParts,
                            "parts");
    std::vector<PairDistances> parts(kParts);
    for_each_index(kParts, options.threads, [&](std::size_t part) {
        PairDistances& sums = parts[part];
        for (std::size_t k = part; k < places.size(); k += kParts) {
            const std::size_t i = strips.order()[k];
            strips.for_each_other(i, [&](std::size_t j, double distance2) {
                const double distance = std::sqrt(distance2);
                const auto bin =
                    std::min(kSteps, static_cast<std::size_t>(std::ceil(distance / step_m)));
                const double pairs = double{1} * places.count[i] * places.count[j];
                sums.pairs[bin] += pairs;
                sums.distance_sum_m[bin] += pairs * distance;
            });
        }
        progress.done(1);
    });
    progress.finish();
    PairDistances total;
    for (const PairDistances& sums : parts) {
        for (std::size_t bin = 0; bin <= kSteps; ++bin) {
            total.pairs[bin] += sums.pairs[bin];
            total.distance_sum_m[bin] += sums.distance_sum_m[bin];
        }
    }
    return total;
}

/// Increments of K and the distance at which each counts; entry 0 is the pairs at one place.
struct KFunction {
    std::vector<double> increment = std::vector<double>(kSteps + 1, 0);
    std::vector<double> distance_m = std::vector<double>(kSteps + 1, 0);
};

KFunction k_function(const IncidentPlaces& places, const ProjectedMultiPolygon& window,
                     double largest_m, const BandwidthSearchOptions& options)
{
    const double step_m = largest_m / kSteps;
    const auto n = static_cast<double>(places.incidents);
    const double area = area_m2(window);
    const PairDistances found = pair_distances(places, largest_m, options);
    const std::vector<double> covariance =
        isotropic_set_covariance(window, step_m, kSteps, options.threads);
    const double scale = area * area / (n * (n - 1));
    KFunction k;
    for (const std::uint32_t count : places.count) {
        k.increment[0] += scale / area * count * (count - 1.0);
    }
    for (std::size_t bin = 1; bin <= kSteps; ++bin) {
        if (!(found.pairs[bin] > 0)) {
            continue;
        }
        k.distance_m[bin] = found.distance_sum_m[bin] / found.pairs[bin];
        const double within = k.distance_m[bin] / step_m - static_cast<double>(bin - 1);
        const double room = covariance[bin - 1] + within * (covariance[bin] - covariance[bin - 1]);
        k.increment[bin] = room > 0 ? scale * found.pairs[bin] / room : 0;
    }
    return k;
}

double mean_square(const KFunction& k, std::size_t step, double step_m, double intensity)
{
    const double h = static_cast<double>(step) * step_m;
    double within = 0;
    for (std::size_t bin = 0; bin <= step; ++bin) {
        within += k.increment[bin];
    }
    double integral = 0;
    for (std::size_t bin = 0; bin <= 2 * step; ++bin) {
        const double y = std::min(1.0, k.distance_m[bin] / (2 * h));
        integral += k.increment[bin] * (std::acos(y) - y * std::sqrt((1 - y) * (1 + y)));
    }
    const double disc = std::numbers::pi * h * h;
    return (1 / intensity - 2 * within) / disc + 2 * h * h * integral / (disc * disc);
}

MeanSquareCriterion criterion_of(const IncidentPlaces& places, const ProjectedMultiPolygon& window,
                                 const BandwidthSearchOptions& options)
{
    require_two_places(places);
    const double area = window_area_m2(window);
    const double largest_m = largest_distance_m(places, window, area);
    const double step_m = largest_m / kSteps;
    const KFunction k = k_function(places, window, largest_m, options);
    const double intensity = static_cast<double>(places.incidents) / area;
    MeanSquareCriterion criterion;
    for (std::size_t step = 1; 2 * step <= kSteps; ++step) {
        criterion.sigma_m.push_back(static_cast<double>(step) * step_m / 2);
        criterion.value.push_back(mean_square(k, step, step_m, intensity));
    }
    return criterion;
}

}  // namespace

MeanSquareCriterion mean_square_criterion(const IncidentPlaces& places,
                                          const ProjectedMultiPolygon& window, int threads)
{
    BandwidthSearchOptions options;
    options.threads = threads;
    return criterion_of(places, window, options);
}

SelectedBandwidth mean_square_bandwidth(const IncidentPlaces& places,
                                        const ProjectedMultiPolygon& window,
                                        const BandwidthSearchOptions& options)
{
    const MeanSquareCriterion criterion = criterion_of(places, window, options);
    const auto best = std::min_element(criterion.value.begin(), criterion.value.end());
    SelectedBandwidth selected;
    selected.sigma_m = criterion.sigma_m[static_cast<std::size_t>(best - criterion.value.begin())];
    selected.searched = SearchRange{criterion.sigma_m.front(), criterion.sigma_m.back()};
    selected.note =
        degeneracy_note(selected, places, nearest_distances_m(places, options.threads), true);
    return selected;
}

}  // namespace heatward::density

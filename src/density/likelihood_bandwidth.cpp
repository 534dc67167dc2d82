#include "heatward/density/likelihood_bandwidth.hpp"

#include <cmath>
#include <vector>

#include "bandwidth_search.hpp"
#include "gaussian_sums.hpp"
#include "heatward/core/parallel.hpp"
#include "heatward/density/edge_correction.hpp"
#include "heatward/density/kernel_shape.hpp"
#include "place_tree.hpp"
#include "window_mass.hpp"

namespace heatward::density {
namespace {

/// exp(−32): what a Gaussian has left of its peak at the cut of 8σ.
const double kLeftAtCut = std::exp(-kGaussianCut * kGaussianCut / 2);
constexpr double kCutError = 1e-6;  ///< relative, that the cut may make
constexpr std::size_t kPlacesAtOnce = 64;

class LikelihoodCriterion {
public:
    LikelihoodCriterion(const IncidentPlaces& places, const ProjectedMultiPolygon& window,
                        int threads)
        : m_places(places), m_window(window), m_threads(threads), m_tree(places)
    {
    }

    [[nodiscard]] double at(double sigma_m) const
    {
        std::vector<double> factor =
            gaussian_window_mass(m_places.x_m, m_places.y_m, m_window, sigma_m, m_threads);
        std::vector<double> weight(m_places.size());
        double total = 0;
        for (std::size_t i = 0; i < m_places.size(); ++i) {
            factor[i] = factor[i] < kSmallestMass ? 1 : 1 / factor[i];
            weight[i] = m_places.count[i] * factor[i];
            total += weight[i];
        }
        const std::vector<double> others =
            gaussian_sums_of_others(m_places, weight, sigma_m, m_threads);
        const double peak = kernel_peak(Kernel::gaussian, sigma_m);
        const double small = peak * total * kLeftAtCut / kCutError;
        std::vector<double> log_density(m_places.size());
        for_each_run(m_places.size(), kPlacesAtOnce, static_cast<unsigned>(m_threads),
                     [&](std::size_t first, std::size_t last) {
                         for (std::size_t i = first; i < last; ++i) {
                             const double own = (m_places.count[i] - 1.0) * factor[i] * peak;
                             log_density[i] = own + others[i] < small
                                                  ? log_sum_of_others(i, weight, sigma_m)
                                                  : std::log(own + others[i]);
                         }
                     });
        double criterion = -static_cast<double>(m_places.incidents);
        for (std::size_t i = 0; i < m_places.size(); ++i) {
            criterion += m_places.count[i] * log_density[i];
        }
        return criterion;
    }

private:
    /// log λ₋ᵢ of a lone incident, relative to its nearest, so that nothing underflows: places
    /// farther than 8σ in quadrature beyond the nearest add less than kLeftAtCut of it each.
    [[nodiscard]] double log_sum_of_others(std::size_t place, const std::vector<double>& weight,
                                           double sigma_m) const
    {
        const double nearest2 = m_tree.nearest_distance2(place);
        const double reach_m = support_radius(Kernel::gaussian, sigma_m);
        const double exponent = -1 / (2 * sigma_m * sigma_m);
        double sum = 0;
        m_tree.for_each_within(place, nearest2 + reach_m * reach_m,
                               [&](std::size_t j, double distance2) {
                                   sum += weight[j] * std::exp(exponent * (distance2 - nearest2));
                               });
        return std::log(kernel_peak(Kernel::gaussian, sigma_m) * sum) + exponent * nearest2;
    }

    const IncidentPlaces& m_places;
    const ProjectedMultiPolygon& m_window;
    int m_threads;
    PlaceTree m_tree;
};

}  // namespace

double likelihood_criterion(const IncidentPlaces& places, const ProjectedMultiPolygon& window,
                            double sigma_m, int threads)
{
    require_two_places(places);
    window_area_m2(window);
    return LikelihoodCriterion(places, window, threads).at(sigma_m);
}

SelectedBandwidth likelihood_bandwidth(const IncidentPlaces& places,
                                       const ProjectedMultiPolygon& window,
                                       const BandwidthSearchOptions& options)
{
    require_two_places(places);
    window_area_m2(window);
    const std::vector<double> nearest_m = nearest_distances_m(places, options.threads);
    const LikelihoodCriterion criterion(places, window, options.threads);
    SelectedBandwidth selected;
    selected.searched = search_range(nearest_m, window);
    SearchProgress progress(options.progress, "Bandwidth by likelihood (ppl)",
                            kCoarseSteps + kRefinements);
    selected.sigma_m = maximise(*selected.searched, [&](double sigma_m) {
        const double value = criterion.at(sigma_m);
        progress.advance();
        return value;
    });
    selected.note = degeneracy_note(selected, places, nearest_m, true);
    return selected;
}

}  // namespace heatward::density

#include "heatward/density/likelihood_bandwidth.hpp"

#include <cmath>

#include "bandwidth_search.hpp"
#include "gaussian_sums.hpp"
#include "heatward/density/edge_correction.hpp"
#include "heatward/density/kernel_shape.hpp"
#include "window_mass.hpp"

namespace heatward::density {

double likelihood_criterion(const IncidentPlaces& places, const ProjectedMultiPolygon& window,
                            double sigma_m, int threads)
{
    require_two_places(places);
    std::vector<double> factor =
        gaussian_window_mass(places.x_m, places.y_m, window, sigma_m, threads);
    std::vector<double> weight(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        factor[i] = factor[i] < kSmallestMass ? 1 : 1 / factor[i];
        weight[i] = places.count[i] * factor[i];
    }
    const std::vector<double> others = gaussian_sums_of_others(places, weight, sigma_m, threads);
    const double peak = kernel_peak(Kernel::gaussian, sigma_m);
    double criterion = -static_cast<double>(places.incidents);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double at_place = (places.count[i] - 1.0) * factor[i] * peak;
        criterion += places.count[i] * std::log(others[i] + at_place);
    }
    return criterion;
}

SelectedBandwidth likelihood_bandwidth(const IncidentPlaces& places,
                                       const ProjectedMultiPolygon& window,
                                       const BandwidthSearchOptions& options)
{
    require_two_places(places);
    window_area_m2(window);
    const std::vector<double> nearest_m = nearest_distances_m(places, options.threads);
    SelectedBandwidth selected;
    selected.searched = search_range(nearest_m, window);
    SearchProgress progress(options.progress, "Bandwidth by likelihood (ppl)",
                            kCoarseSteps + kRefinements);
    selected.sigma_m = maximise(*selected.searched, [&](double sigma_m) {
        const double value = likelihood_criterion(places, window, sigma_m, options.threads);
        progress.advance();
        return value;
    });
    selected.note = degeneracy_note(selected, places, nearest_m, true);
    return selected;
}

}  // namespace heatward::density

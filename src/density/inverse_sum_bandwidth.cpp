#include "heatward/density/inverse_sum_bandwidth.hpp"

#include "bandwidth_search.hpp"
#include "gaussian_sums.hpp"
#include "heatward/density/kernel_shape.hpp"

namespace heatward::density {

double inverse_density_sum(const IncidentPlaces& places, double sigma_m, int threads)
{
    const std::vector<double> weight(places.count.begin(), places.count.end());
    const std::vector<double> others = gaussian_sums_of_others(places, weight, sigma_m, threads);
    const double peak = kernel_peak(Kernel::gaussian, sigma_m);
    double sum = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        sum += weight[i] / (others[i] + weight[i] * peak);
    }
    return sum;
}

SelectedBandwidth inverse_sum_bandwidth(const IncidentPlaces& places,
                                        const ProjectedMultiPolygon& window,
                                        const BandwidthSearchOptions& options)
{
    require_two_places(places);
    const double area = window_area_m2(window);
    const std::vector<double> nearest_m = nearest_distances_m(places, options.threads);
    SelectedBandwidth selected;
    selected.searched = search_range(nearest_m, window);
    SearchProgress progress(options.progress, "Bandwidth by inverse sum (cvl)",
                            kCoarseSteps + kRefinements);
    selected.sigma_m = first_rise(*selected.searched, [&](double sigma_m) {
        const double difference = inverse_density_sum(places, sigma_m, options.threads) - area;
        progress.advance();
        return difference;
    });
    selected.note = degeneracy_note(selected, places, nearest_m, false);
    return selected;
}

}  // namespace heatward::density

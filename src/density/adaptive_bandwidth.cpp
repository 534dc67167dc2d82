#include "heatward/density/adaptive_bandwidth.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "gaussian_sums.hpp"
#include "heatward/core/error.hpp"
#include "heatward/density/edge_correction.hpp"
#include "heatward/density/incident_places.hpp"
#include "heatward/density/kernel_shape.hpp"
#include "window_mass.hpp"

namespace heatward::density {
namespace {

void check(const AdaptiveBandwidthOptions& options)
{
    const auto require_metres = [](const char* name, double value) {
        if (!(value > 0) || !std::isfinite(value)) {
            throw DataError(fmt::format("an adaptive bandwidth's {} must be above 0 metres, not {}",
                                        name, value));
        }
    };
    require_metres("pilot", options.pilot_sigma_m);
    require_metres("global bandwidth", options.global_sigma_m);
    if (!(options.trim > 0)) {
        throw DataError(
            fmt::format("an adaptive bandwidth's trim must be above 0, not {}", options.trim));
    }
}

/// The pilot density at each place, per m².
std::vector<double> pilot_density(const IncidentPlaces& places,
                                  const AdaptiveBandwidthOptions& options)
{
    const std::vector<double> weight(places.count.begin(), places.count.end());
    std::vector<double> density =
        gaussian_sums_of_others(places, weight, options.pilot_sigma_m, options.threads);
    const double peak = kernel_peak(Kernel::gaussian, options.pilot_sigma_m);
    for (std::size_t i = 0; i < density.size(); ++i) {
        density[i] = (density[i] + weight[i] * peak) / static_cast<double>(places.incidents);
    }
    if (options.window != nullptr) {
        const std::vector<double> mass = gaussian_window_mass(
            places.x_m, places.y_m, *options.window, options.pilot_sigma_m, options.threads);
        for (std::size_t i = 0; i < density.size(); ++i) {
            density[i] /= mass[i] < kSmallestMass ? 1 : mass[i];
        }
    }
    return density;
}

std::size_t place_of(const IncidentPlaces& places, double x_m, double y_m)
{
    const auto begin = places.x_m.begin();
    const auto [low, high] = std::equal_range(begin, places.x_m.end(), x_m);
    const auto y = places.y_m.begin();
    return static_cast<std::size_t>(std::lower_bound(y + (low - begin), y + (high - begin), y_m) -
                                    y);
}

}  // namespace

AdaptiveBandwidths adaptive_bandwidths(std::span<const double> x_m, std::span<const double> y_m,
                                       const AdaptiveBandwidthOptions& options)
{
    check(options);
    const IncidentPlaces places = incident_places(x_m, y_m);
    if (places.incidents == 0) {
        throw DataError("adaptive bandwidths need at least one incident");
    }
    const std::vector<double> density = pilot_density(places, options);
    double logarithms = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        logarithms -= places.count[i] * std::log(density[i]) / 2;
    }
    AdaptiveBandwidths result;
    result.gamma_m = std::exp(logarithms / static_cast<double>(places.incidents));
    result.sigma_m.reserve(x_m.size());
    for (std::size_t k = 0; k < x_m.size(); ++k) {
        const double factor =
            1 / (std::sqrt(density[place_of(places, x_m[k], y_m[k])]) * result.gamma_m);
        result.trimmed += factor > options.trim ? 1U : 0U;
        result.sigma_m.push_back(options.global_sigma_m * std::min(factor, options.trim));
    }
    return result;
}

}  // namespace heatward::density

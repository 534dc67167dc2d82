#include "heatward/density/bandwidth_rules.hpp"

#include <cmath>
#include <span>

#include "bandwidth_search.hpp"
#include "heatward/core/error.hpp"

namespace heatward::density {
namespace {

double require_finite(double variance)
{
    if (!std::isfinite(variance)) {
        throw DataError(
            "the incidents lie so far apart that their variance is beyond all numbers: look for "
            "coordinates that are not metres");
    }
    return variance;
}

/// Sample variance along one axis, in two passes about the first place.
double variance(std::span<const double> value, const IncidentPlaces& places)
{
    const auto n = static_cast<double>(places.incidents);
    const double origin = value[0];
    double sum = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        sum += places.count[i] * (value[i] - origin);
    }
    const double mean = sum / n;
    double squares = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double deviation = value[i] - origin - mean;
        squares += places.count[i] * deviation * deviation;
    }
    return require_finite(squares / (n - 1));
}

double shrinkage(const IncidentPlaces& places)
{
    return std::pow(static_cast<double>(places.incidents), -1.0 / 6);
}

}  // namespace

SelectedBandwidth scott_bandwidth(const IncidentPlaces& places)
{
    require_two_places(places);
    const double product =
        require_finite(variance(places.x_m, places) * variance(places.y_m, places));
    if (!(product > 0)) {
        throw DataError(
            "all incidents lie on one line along an axis, where scott's rule gives 0: "
            "use silverman or give metres");
    }
    return {std::pow(product, 0.25) * shrinkage(places), std::nullopt, ""};
}

SelectedBandwidth silverman_bandwidth(const IncidentPlaces& places)
{
    require_two_places(places);
    const double mean =
        require_finite(variance(places.x_m, places) + variance(places.y_m, places)) / 2;
    return {std::sqrt(mean) * shrinkage(places), std::nullopt, ""};
}

}  // namespace heatward::density

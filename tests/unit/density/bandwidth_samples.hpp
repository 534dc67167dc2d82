#pragma once

#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

#include "heatward/core/polygon.hpp"
#include "heatward/density/incident_places.hpp"

namespace heatward::density {

/// Incidents for tests of bandwidth selectors, one entry each.
struct SampleIncidents {
    std::vector<double> x_m;
    std::vector<double> y_m;

    [[nodiscard]] std::size_t size() const { return x_m.size(); }
    [[nodiscard]] IncidentPlaces places() const { return incident_places(x_m, y_m); }
    [[nodiscard]] long double distance2(std::size_t i, std::size_t j) const
    {
        const long double dx = static_cast<long double>(x_m[i]) - x_m[j];
        const long double dy = static_cast<long double>(y_m[i]) - y_m[j];
        return dx * dx + dy * dy;
    }
};

/// The rectangle from the origin of all samples, metres.
inline constexpr double kSampleWest = 540'000;
inline constexpr double kSampleSouth = 250'000;

inline ProjectedMultiPolygon sample_window(double width_m, double height_m)
{
    const double east = kSampleWest + width_m;
    const double north = kSampleSouth + height_m;
    return {
        {{{kSampleWest, kSampleSouth}, {east, kSampleSouth}, {east, north}, {kSampleWest, north}},
         {}}};
}

/// Three clusters and a scatter within 8 km × 6 km; every place is snapped to whole metres, and
/// about `repeated` of the incidents repeat the place before.
inline SampleIncidents clustered_incidents(std::size_t n, double repeated, unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> normal(0, 350);
    std::uniform_real_distribution<double> even(0, 1);
    const double centres[3][2] = {{2000, 1500}, {5200, 4200}, {6500, 1200}};
    SampleIncidents sample;
    while (sample.size() < n) {
        if (!sample.x_m.empty() && even(random) < repeated) {
            sample.x_m.push_back(sample.x_m.back());
            sample.y_m.push_back(sample.y_m.back());
            continue;
        }
        double x = even(random) * 8000;
        double y = even(random) * 6000;
        if (even(random) < 0.8) {
            const auto& centre = centres[static_cast<std::size_t>(even(random) * 3)];
            x = centre[0] + normal(random);
            y = centre[1] + normal(random);
        }
        if (x > 1 && x < 7999 && y > 1 && y < 5999) {
            sample.x_m.push_back(kSampleWest + std::round(x));
            sample.y_m.push_back(kSampleSouth + std::round(y));
        }
    }
    return sample;
}

/// The Gaussian of variance σ² at a squared distance, in long double and uncut.
inline long double exact_gaussian(long double distance2, double sigma_m)
{
    const long double variance = static_cast<long double>(sigma_m) * sigma_m;
    return std::exp(-distance2 / (2 * variance)) /
           (2 * 3.141592653589793238462643383279502884L * variance);
}

/// The Gaussian's mass inside sample_window(), in long double.
inline long double exact_rectangle_mass(double x_m, double y_m, double width_m, double height_m,
                                        double sigma_m)
{
    const long double scale = sigma_m * std::sqrt(2.0L);
    const auto along = [&](long double offset, long double length) {
        return (std::erf((length - offset) / scale) + std::erf(offset / scale)) / 2;
    };
    return along(static_cast<long double>(x_m) - kSampleWest, width_m) *
           along(static_cast<long double>(y_m) - kSampleSouth, height_m);
}

}  // namespace heatward::density

#pragma once

#include <cmath>
#include <cstddef>
#include <random>

#include "heatward/density/kernel_points.hpp"

namespace heatward::bench {

inline constexpr double kCountyWidth_m = 40'000;
inline constexpr double kCountyHeight_m = 30'000;
inline constexpr double kCountyWest_m = 520'000;
inline constexpr double kCountySouth_m = 240'000;

/// How points differ from each other.
enum class Variety {
    plain,  ///< one radius and weight
    own  ///< each its own radius, up to a tenth larger, and weight, as adaptive or uncertain ones
};

/// `n` points of a county of 40 by 30 km: a fifth anywhere, the rest in 200 towns and villages of
/// normal spread 200 to 2,000 m, the first of them the largest. In random order, no two at one
/// place.
inline density::KernelPoints clustered_points(std::size_t n, double radius_m,
                                              Variety variety = Variety::plain)
{
    constexpr int kTowns = 200;
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> even(0, 1);
    std::normal_distribution<double> normal(0, 1);
    double x[kTowns];
    double y[kTowns];
    double spread[kTowns];
    for (int i = 0; i < kTowns; ++i) {
        x[i] = even(random) * kCountyWidth_m;
        y[i] = even(random) * kCountyHeight_m;
        spread[i] = 200 * std::pow(10, even(random));
    }
    density::KernelPointsBuilder builder(Kernel::quartic);
    builder.reserve(n);
    for (std::size_t made = 0; made < n;) {
        double px = even(random) * kCountyWidth_m;
        double py = even(random) * kCountyHeight_m;
        if (even(random) > 0.2) {
            const int town = static_cast<int>(even(random) * even(random) * kTowns);
            px = x[town] + spread[town] * normal(random);
            py = y[town] + spread[town] * normal(random);
        }
        if (px < 0 || py < 0 || px >= kCountyWidth_m || py >= kCountyHeight_m) {
            continue;
        }
        const double own = variety == Variety::own ? 1 + even(random) / 10 : 1;
        builder.add(kCountyWest_m + px, kCountySouth_m + py, radius_m * own, own);
        ++made;
    }
    return builder.build();
}

}  // namespace heatward::bench

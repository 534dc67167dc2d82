#include "heatward/density/edge_correction.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "heatward/core/error.hpp"
#include "heatward/core/parallel.hpp"

namespace heatward::density {
namespace {

constexpr std::size_t kPointsAtOnce = 1024;

/// Fills factors[i] for first ≤ i < last; neighbours at one place are worked out once.
template <class BandwidthOf>
void fill_factors(std::span<const double> x_m, std::span<const double> y_m,
                  const StudyAreaMass& mass, const BandwidthOf& bandwidth_of, std::size_t first,
                  std::size_t last, std::vector<double>& factors)
{
    for (std::size_t i = first; i < last; ++i) {
        if (i > first && x_m[i] == x_m[i - 1] && y_m[i] == y_m[i - 1] &&
            bandwidth_of(i) == bandwidth_of(i - 1)) {
            factors[i] = factors[i - 1];
            continue;
        }
        const double inside = mass.at({x_m[i], y_m[i]}, bandwidth_of(i));
        factors[i] = inside < kSmallestMass ? 1 : 1 / inside;
    }
}

template <class BandwidthOf>
std::vector<double> factors_of(std::span<const double> x_m, std::span<const double> y_m,
                               const StudyAreaMass& mass, const BandwidthOf& bandwidth_of,
                               int threads)
{
    if (x_m.size() != y_m.size()) {
        throw DataError("edge correction needs an x and a y for each point");
    }
    std::vector<double> factors(x_m.size());
    const std::size_t parts = (x_m.size() + kPointsAtOnce - 1) / kPointsAtOnce;
    for_each_index(parts, threads, [&](std::size_t part) {
        const std::size_t first = part * kPointsAtOnce;
        const std::size_t last = std::min(first + kPointsAtOnce, x_m.size());
        fill_factors(x_m, y_m, mass, bandwidth_of, first, last, factors);
    });
    return factors;
}

}  // namespace

void divide_by_mass(Raster<double>& surface, const StudyAreaMass& mass, int threads)
{
    const GridFrame& frame = surface.frame;
    for_each_index(static_cast<std::size_t>(frame.rows), threads, [&](std::size_t row) {
        const int r = static_cast<int>(row);
        for (int c = 0; c < frame.columns; ++c) {
            double& value = surface.at(r, c);
            if (value == 0 || std::isnan(value)) {
                continue;
            }
            const double inside = mass.at({frame.centre_x(c), frame.centre_y(r)});
            value = inside < kSmallestMass ? 0 : value / inside;
        }
    });
}

std::vector<double> edge_factors(std::span<const double> x_m, std::span<const double> y_m,
                                 const StudyAreaMass& mass, int threads)
{
    return factors_of(
        x_m, y_m, mass, [&](std::size_t) { return mass.bandwidth_m(); }, threads);
}

std::vector<double> edge_factors(std::span<const double> x_m, std::span<const double> y_m,
                                 std::span<const double> bandwidth_m, const StudyAreaMass& mass,
                                 int threads)
{
    if (bandwidth_m.size() != x_m.size()) {
        throw DataError("edge correction needs a bandwidth for each point");
    }
    return factors_of(
        x_m, y_m, mass, [&](std::size_t i) { return bandwidth_m[i]; }, threads);
}

}  // namespace heatward::density

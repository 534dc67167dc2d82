#include "heatward/density/incident_places.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "heatward/core/error.hpp"
#include "heatward/core/parallel.hpp"
#include "place_tree.hpp"

namespace heatward::density {
namespace {

constexpr std::size_t kPlacesAtOnce = 1024;

void check_columns(std::span<const double> x_m, std::span<const double> y_m)
{
    if (x_m.size() != y_m.size()) {
        throw DataError("a bandwidth needs an x and a y for each incident");
    }
    if (x_m.size() > std::numeric_limits<std::uint32_t>::max()) {
        throw DataError("a bandwidth is chosen from at most 4294967295 incidents");
    }
    for (std::size_t i = 0; i < x_m.size(); ++i) {
        if (!std::isfinite(x_m[i]) || !std::isfinite(y_m[i])) {
            throw DataError(
                "a bandwidth cannot be chosen from an incident whose place is not "
                "finite: leave such rows out");
        }
    }
}

}  // namespace

IncidentPlaces incident_places(std::span<const double> x_m, std::span<const double> y_m)
{
    check_columns(x_m, y_m);
    std::vector<std::uint32_t> order(x_m.size());
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return x_m[a] != x_m[b] ? x_m[a] < x_m[b] : y_m[a] < y_m[b];
    });
    IncidentPlaces places;
    places.incidents = x_m.size();
    for (const std::uint32_t i : order) {
        if (!places.count.empty() && places.x_m.back() == x_m[i] && places.y_m.back() == y_m[i]) {
            ++places.count.back();
            continue;
        }
        places.x_m.push_back(x_m[i]);
        places.y_m.push_back(y_m[i]);
        places.count.push_back(1);
    }
    return places;
}

double repeated_share(const IncidentPlaces& places)
{
    std::size_t repeated = 0;
    for (const std::uint32_t count : places.count) {
        repeated += count > 1 ? count : 0;
    }
    return places.incidents == 0
               ? 0
               : static_cast<double>(repeated) / static_cast<double>(places.incidents);
}

std::vector<double> nearest_distances_m(const IncidentPlaces& places, int threads)
{
    if (places.size() < 2) {
        return {};
    }
    const PlaceTree tree(places);
    std::vector<double> distances(places.size());
    const std::size_t runs = (places.size() + kPlacesAtOnce - 1) / kPlacesAtOnce;
    for_each_index(runs, threads, [&](std::size_t run) {
        const std::size_t last = std::min(places.size(), (run + 1) * kPlacesAtOnce);
        for (std::size_t i = run * kPlacesAtOnce; i < last; ++i) {
            distances[i] = std::sqrt(tree.nearest_distance2(i));
        }
    });
    return distances;
}

}  // namespace heatward::density

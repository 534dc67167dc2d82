#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace heatward::density {

/// Incidents by distinct place, as columns of equal length ordered by x, then y. Snapped
/// data repeat few places many times, and bandwidth selectors work by place.
struct IncidentPlaces {
    std::vector<double> x_m;
    std::vector<double> y_m;
    std::vector<std::uint32_t> count;  ///< incidents at the place, 1 or more
    std::size_t incidents = 0;         ///< Σ count

    [[nodiscard]] std::size_t size() const { return x_m.size(); }
};

/// Merges incidents whose coordinates are equal. The order of the incidents does not matter.
/// Throws DataError for columns of unequal length, more than 2³² − 1 incidents, or a
/// coordinate that is not finite.
IncidentPlaces incident_places(std::span<const double> x_m, std::span<const double> y_m);

/// The share of incidents that another incident shares the place with, 0 to 1; 0 for none.
double repeated_share(const IncidentPlaces& places);

/// Distance from each place to the nearest other place in metres; empty for fewer than two
/// places. Same result whatever `threads` (0: all cores).
std::vector<double> nearest_distances_m(const IncidentPlaces& places, int threads = 0);

}  // namespace heatward::density

#pragma once

#include <optional>

namespace heatward::stats {

/// Incidents and area of hotspots and of the whole.
struct HotspotShare {
    double incidents_in = 0;   ///< n
    double incidents_all = 0;  ///< N
    double area_in_km2 = 0;    ///< a
    double area_all_km2 = 0;   ///< A
};

/// Prediction accuracy index (n/N)/(a/A) of Chainey, Tompson & Uhlig (2008): 1 is no better
/// than chance. Nothing where N, a or A is 0.
std::optional<double> prediction_accuracy_index(const HotspotShare& share);

}  // namespace heatward::stats

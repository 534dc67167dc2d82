#include "heatward/stats/pai.hpp"

namespace heatward::stats {

std::optional<double> prediction_accuracy_index(const HotspotShare& share)
{
    if (!(share.incidents_all > 0) || !(share.area_in_km2 > 0) || !(share.area_all_km2 > 0)) {
        return std::nullopt;
    }
    return share.incidents_in / share.incidents_all / (share.area_in_km2 / share.area_all_km2);
}

}  // namespace heatward::stats

#include "heatward/pipeline/area_membership.hpp"

#include "heatward/stats/area_locator.hpp"

namespace heatward::pipeline {

AreaMembership::AreaMembership(const AreaSetData& set, const IncidentTable& incidents)
    : m_area(incidents.size(), kNowhere)
{
    const auto polygons = set.polygons();
    const stats::AreaLocator locator(polygons);
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const bool is_same_place =
            i > 0 && incidents.x[i] == incidents.x[i - 1] && incidents.y[i] == incidents.y[i - 1];
        if (is_same_place) {
            m_area[i] = m_area[i - 1];
        } else if (const auto area = locator.find({incidents.x[i], incidents.y[i]})) {
            m_area[i] = static_cast<std::uint32_t>(*area);
        }
    }
}

}  // namespace heatward::pipeline

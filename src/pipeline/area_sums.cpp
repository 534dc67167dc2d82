#include "heatward/pipeline/area_sums.hpp"

#include "heatward/maps/density_layer.hpp"
#include "heatward/stats/area_locator.hpp"
#include "layer_members.hpp"

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

AreaSums sum_areas(const AnalysisInput& input, const LayerAnalysis& analysis,
                   const AreaSetData& set, const AreaMembership& membership)
{
    const IncidentTable& incidents = *input.incidents;
    const LayerMembers members(*input.project, maps::layer_filter(*input.project, *analysis.layer));
    std::vector<stats::SuppliedCount> none;
    for (const double years : analysis.years_by_source) {
        none.push_back({0, years});
    }
    AreaSums sums;
    sums.counts.assign(set.areas.size(), none);
    sums.by_category.assign(set.areas.size(),
                            std::vector<std::uint64_t>(input.project->categories.size(), 0));
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const std::uint32_t area = membership.area_of(i);
        const std::size_t source = members.source_of(incidents, i);
        if (area != AreaMembership::kNowhere && source != LayerMembers::kNone) {
            ++sums.counts[area][source].count;
            ++sums.by_category[area][incidents.category[i]];
            ++sums.total;
        }
    }
    return sums;
}

std::uint64_t AreaSums::count_of(std::size_t area) const
{
    std::uint64_t count = 0;
    for (const stats::SuppliedCount& source : counts[area]) {
        count += source.count;
    }
    return count;
}

}  // namespace heatward::pipeline

#include "heatward/pipeline/area_sums.hpp"

#include <limits>

#include "heatward/core/incident_filter.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/stats/area_locator.hpp"

namespace heatward::pipeline {
namespace {

/// Whether the incident belongs to the layer wherever it lies: an area's count takes its own
/// polygons alone.
class LayerMembers {
public:
    LayerMembers(const project::Project& project, const project::Layer& layer)
        : m_filter(maps::layer_filter(project, layer)),
          m_source(project.sources.size(), kNone),
          m_category(project.categories.size(), false)
    {
        for (std::size_t k = 0; k < m_filter.sources.size(); ++k) {
            m_source[m_filter.sources[k]] = k;
        }
        for (const std::uint16_t category : m_filter.categories) {
            m_category[category] = true;
        }
    }

    static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

    /// Place of the incident's source among the layer's, or kNone where it is not a member.
    [[nodiscard]] std::size_t source_of(const IncidentTable& incidents, std::size_t i) const
    {
        const std::uint16_t category = incidents.category[i];
        const bool is_member = category < m_category.size() && m_category[category] &&
                               incidents.precision[i] <= m_filter.interval.precision &&
                               m_filter.interval.contains(incidents.time[i]);
        return is_member ? m_source[incidents.source[i]] : kNone;
    }

private:
    IncidentFilter m_filter;
    std::vector<std::size_t> m_source;
    std::vector<bool> m_category;
};

}  // namespace

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
    const LayerMembers members(*input.project, *analysis.layer);
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

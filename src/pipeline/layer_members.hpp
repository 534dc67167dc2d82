#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "heatward/core/incident_filter.hpp"
#include "heatward/core/incident_table.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// Whether incidents belong to a layer wherever they lie: an area's count takes its own polygons
/// alone.
class LayerMembers {
public:
    LayerMembers(const project::Project& project, const project::Layer& layer);
    /// By the filter's sources, categories and interval.
    LayerMembers(const project::Project& project, IncidentFilter filter);

    static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

    /// Place of the incident's source among the filter's, or kNone where it is not a member.
    [[nodiscard]] std::size_t source_of(const IncidentTable& incidents, std::size_t i) const
    {
        return m_filter.interval.contains(incidents.time[i]) ? source_whenever(incidents, i)
                                                             : kNone;
    }

    /// The same of an incident that may also lie before or after the filter's interval.
    [[nodiscard]] std::size_t source_whenever(const IncidentTable& incidents, std::size_t i) const
    {
        const bool is_member = category_of(incidents, i) != kNone &&
                               incidents.precision[i] <= m_filter.interval.precision;
        return is_member ? m_source[incidents.source[i]] : kNone;
    }

    /// Place of the incident's category among the filter's, or kNone.
    [[nodiscard]] std::size_t category_of(const IncidentTable& incidents, std::size_t i) const
    {
        const std::uint16_t category = incidents.category[i];
        return category < m_category.size() ? m_category[category] : kNone;
    }

private:
    IncidentFilter m_filter;
    std::vector<std::size_t> m_source;    ///< of the project → of the filter
    std::vector<std::size_t> m_category;  ///< likewise
};

}  // namespace heatward::pipeline

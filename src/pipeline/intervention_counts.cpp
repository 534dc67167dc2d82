#include "intervention_counts.hpp"

#include "heatward/stats/area_locator.hpp"

namespace heatward::pipeline {

InterventionCounts::InterventionCounts(const project::Project& project,
                                       const IncidentTable& incidents,
                                       const InterventionPolygons& polygons, Month first,
                                       Month last)
    : m_project(&project),
      m_first(first.index()),
      m_months(static_cast<std::size_t>(last.index() - first.index() + 1)),
      m_counts(polygons.size() * project.sources.size() * project.categories.size() * m_months, 0)
{
    const stats::AreaLocator locator(polygons);
    const WallMinutes begin = start_of(first);
    const WallMinutes end = start_of(last.next());
    std::optional<std::size_t> place;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const bool is_same_place =
            i > 0 && incidents.x[i] == incidents.x[i - 1] && incidents.y[i] == incidents.y[i - 1];
        if (!is_same_place) {
            place = locator.find({incidents.x[i], incidents.y[i]});
        }
        const WallMinutes time = incidents.time[i];
        if (!place || time < begin || time >= end ||
            incidents.category[i] >= project.categories.size()) {
            continue;
        }
        const auto month = static_cast<std::size_t>(month_of(time).index() - m_first);
        ++m_counts[index(*place, incidents.source[i], incidents.category[i], month)];
    }
}

std::size_t InterventionCounts::index(std::size_t place, std::size_t source, std::size_t category,
                                      std::size_t month) const
{
    return ((place * m_project->sources.size() + source) * m_project->categories.size() +
            category) *
               m_months +
           month;
}

std::uint64_t InterventionCounts::count(const project::Layer& layer, InterventionPlace place,
                                        Month month) const
{
    const auto at = static_cast<std::size_t>(month.index() - m_first);
    std::uint64_t count = 0;
    for (const std::string& source : layer.sources) {
        for (const std::string& category : layer.categories) {
            count +=
                m_counts[index(static_cast<std::size_t>(place), *m_project->source_index(source),
                               *m_project->category_index(category), at)];
        }
    }
    return count;
}

}  // namespace heatward::pipeline

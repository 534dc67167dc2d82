#include "intervention_counts.hpp"

#include <limits>
#include <mutex>
#include <optional>

#include "heatward/core/parallel.hpp"
#include "heatward/stats/area_locator.hpp"
#include "intervention_members.hpp"
#include "known_place.hpp"

namespace heatward::pipeline {
namespace {

/// Incidents that a thread takes at once.
constexpr std::size_t kRun = 1 << 16;

/// Finds the place of incidents one after the other; many share a point with the one before.
class PlaceFinder {
public:
    PlaceFinder(const stats::AreaLocator& locator, const IncidentTable& incidents)
        : m_locator(locator), m_incidents(incidents)
    {
    }

    std::optional<std::size_t> find(std::size_t i)
    {
        const bool is_same_place = m_last != kNone && m_incidents.x[i] == m_incidents.x[m_last] &&
                                   m_incidents.y[i] == m_incidents.y[m_last];
        if (!is_same_place) {
            m_place = m_locator.find({m_incidents.x[i], m_incidents.y[i]});
            m_last = i;
        }
        return m_place;
    }

private:
    static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

    const stats::AreaLocator& m_locator;
    const IncidentTable& m_incidents;
    std::size_t m_last = kNone;
    std::optional<std::size_t> m_place;
};

}  // namespace

InterventionCounts::InterventionCounts(const AnalysisInput& input,
                                       const project::Intervention& intervention,
                                       const InterventionPolygons& polygons, Month first,
                                       Month last)
    : m_project(input.project),
      m_first(first.index()),
      m_months(static_cast<std::size_t>(last.index() - first.index() + 1)),
      m_counts(
          polygons.size() * m_project->sources.size() * m_project->categories.size() * m_months, 0),
      m_rough(m_counts)
{
    const IncidentTable& incidents = *input.incidents;
    const InterventionMembers members(*m_project, intervention);
    const stats::AreaLocator locator(polygons);
    const double ring_m = project::ring_width_m(intervention);
    const WallMinutes begin = start_of(first);
    const WallMinutes end = start_of(last.next());
    std::mutex mutex;
    for_each_run(incidents.size(), kRun, input.threads, [&](std::size_t from, std::size_t to) {
        PlaceFinder places(locator, incidents);
        std::vector<Found> found;
        for (std::size_t i = from; i < to; ++i) {
            const WallMinutes time = incidents.time[i];
            // The polygons are looked at last: that takes longest.
            if (time < begin || time >= end || !members.contains(incidents, i)) {
                continue;
            }
            if (const auto place = places.find(i)) {
                const auto month = static_cast<std::size_t>(month_of(time).index() - m_first);
                found.push_back({index(*place, incidents.source[i], incidents.category[i], month),
                                 !is_place_known(incidents, i, ring_m)});
            }
        }
        const std::lock_guard lock(mutex);
        for (const Found& incident : found) {
            ++m_counts[incident.index];
            m_rough[incident.index] += incident.is_rough ? 1U : 0U;
        }
    });
}

std::size_t InterventionCounts::index(std::size_t place, std::size_t source, std::size_t category,
                                      std::size_t month) const
{
    return ((place * m_project->sources.size() + source) * m_project->categories.size() +
            category) *
               m_months +
           month;
}

std::uint64_t InterventionCounts::sum(const Counts& counts, const project::Layer& layer,
                                      InterventionPlace place, Month month) const
{
    const auto at = static_cast<std::size_t>(month.index() - m_first);
    std::uint64_t sum = 0;
    for (const std::string& source : layer.sources) {
        for (const std::string& category : layer.categories) {
            sum += counts[index(static_cast<std::size_t>(place), *m_project->source_index(source),
                                *m_project->category_index(category), at)];
        }
    }
    return sum;
}

std::uint64_t InterventionCounts::count(const project::Layer& layer, InterventionPlace place,
                                        Month month) const
{
    return sum(m_counts, layer, place, month);
}

std::uint64_t InterventionCounts::rough(const project::Layer& layer, InterventionPlace place,
                                        Month month) const
{
    return sum(m_rough, layer, place, month);
}

}  // namespace heatward::pipeline

#include "matched_control.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "heatward/core/crossing.hpp"
#include "heatward/gis/overlay.hpp"
#include "heatward/gis/prepared_geometry.hpp"
#include "heatward/stats/area_locator.hpp"
#include "heatward/stats/matched_areas.hpp"
#include "intervention_months.hpp"

namespace heatward::pipeline {
namespace {

/// The sources and categories of an intervention's layers, each pair once.
class LayerUnion {
public:
    LayerUnion(const project::Project& project, const project::Intervention& intervention)
        : m_categories(project.categories.size()),
          m_is_member(project.sources.size() * m_categories, false),
          m_has_source(project.sources.size(), false)
    {
        for (const project::Layer* layer : layers_of(project, intervention)) {
            for (const std::string& source : layer->sources) {
                const std::size_t s = *project.source_index(source);
                m_has_source[s] = true;
                for (const std::string& category : layer->categories) {
                    m_is_member[s * m_categories + *project.category_index(category)] = true;
                }
            }
        }
    }

    [[nodiscard]] bool has_source(std::size_t source) const { return m_has_source[source]; }
    [[nodiscard]] bool contains(const IncidentTable& incidents, std::size_t i) const
    {
        return incidents.category[i] < m_categories &&
               m_is_member[incidents.source[i] * m_categories + incidents.category[i]];
    }

private:
    std::size_t m_categories;
    std::vector<bool> m_is_member;
    std::vector<bool> m_has_source;
};

/// The months of the year before the intervention that every source of it supplied.
std::vector<Month> months_of_all(const AnalysisInput& input, const LayerUnion& members, Month from)
{
    std::vector<Month> months;
    for (int index = from.index() - kMatchedMonths; index < from.index(); ++index) {
        const Month month = Month::from_index(index);
        bool is_supplied = true;
        for (std::size_t s = 0; s < input.supply->size(); ++s) {
            const auto& periods = input.supply->at(s).periods;
            is_supplied =
                is_supplied && (!members.has_source(s) ||
                                std::binary_search(periods.begin(), periods.end(), month));
        }
        if (is_supplied) {
            months.push_back(month);
        }
    }
    return months;
}

/// Monthly counts of the treated areas together and of each area of the set.
struct MonthlyCounts {
    std::vector<double> treated;
    std::vector<std::vector<double>> areas;
};

MonthlyCounts monthly_counts(const AnalysisInput& input, const LayerUnion& members,
                             const std::vector<Month>& months, const ComparedAreas& treated,
                             const std::vector<ProjectedMultiPolygon>& polygons)
{
    MonthlyCounts counts{std::vector<double>(months.size(), 0),
                         {polygons.size(), std::vector<double>(months.size(), 0)}};
    const IncidentTable& incidents = *input.incidents;
    const WindingIndex in_treated(treated.polygons);
    const stats::AreaLocator locator(polygons);
    const WallMinutes begin = start_of(months.front());
    const WallMinutes end = start_of(months.back().next());
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const WallMinutes time = incidents.time[i];
        if (time < begin || time >= end || !members.contains(incidents, i)) {
            continue;
        }
        const auto month = std::lower_bound(months.begin(), months.end(), month_of(time));
        if (*month != month_of(time)) {
            continue;  // one that a source of the layers did not supply
        }
        const auto at = static_cast<std::size_t>(month - months.begin());
        const ProjectedPoint place{incidents.x[i], incidents.y[i]};
        counts.treated[at] += in_treated.contains(place) ? 1 : 0;
        if (const auto area = locator.find(place)) {
            counts.areas[*area][at] += 1;
        }
    }
    return counts;
}

/// Indices of the areas apart from the treated one and its ring that have incidents.
std::vector<std::size_t> candidates_of(const project::Intervention& intervention,
                                       const ComparedAreas& treated,
                                       const std::vector<ProjectedMultiPolygon>& polygons,
                                       const MonthlyCounts& counts)
{
    const gis::PreparedGeometry near_treated(
        {}, {}, gis::buffer_of(treated.polygons, project::ring_width_m(intervention)));
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < polygons.size(); ++i) {
        const auto& months = counts.areas[i];
        const bool is_near = near_treated.extent().intersects(extent_of(polygons[i])) &&
                             near_treated.intersects(polygons[i]);
        if (!is_near && std::accumulate(months.begin(), months.end(), 0.0) > 0) {
            candidates.push_back(i);
        }
    }
    return candidates;
}

}  // namespace

expected<MatchedControl> match_control(const AnalysisInput& input,
                                       const project::Intervention& intervention,
                                       const ComparedAreas& treated, const AreaSetData& set)
{
    const LayerUnion members(*input.project, intervention);
    MatchedControl control;
    control.months = months_of_all(input, members, intervention.from);
    if (control.months.empty()) {
        return fail(
            fmt::format("no control area was matched: no month of the year before {} was "
                        "supplied by every source",
                        to_string(intervention.from)));
    }
    const auto polygons = set.polygons();
    MonthlyCounts counts = monthly_counts(input, members, control.months, treated, polygons);
    const std::size_t treated_areas = std::max<std::size_t>(1, treated.areas.size());
    for (double& count : counts.treated) {
        count /= static_cast<double>(treated_areas);
    }
    const auto candidates = candidates_of(intervention, treated, polygons, counts);
    if (candidates.empty()) {
        return fail(
            fmt::format("no control area was matched: no area of \"{}\" apart from the "
                        "treated area and its ring has an incident in the year before {}",
                        set.id, to_string(intervention.from)));
    }
    std::vector<std::vector<double>> series;
    for (const std::size_t candidate : candidates) {
        series.push_back(counts.areas[candidate]);
    }
    std::vector<ProjectedMultiPolygon> chosen;
    for (const stats::MatchedArea& match :
         stats::most_alike(counts.treated, series, std::max(treated_areas, kLeastMatchedAreas))) {
        const gis::AreaRecord& area = set.areas[candidates[match.index]];
        control.areas.areas.push_back({area.code, area.name});
        control.distances.push_back(match.distance);
        chosen.push_back(area.polygons);
    }
    control.areas.polygons = gis::union_of(chosen);
    control.candidates = candidates.size();
    return control;
}

}  // namespace heatward::pipeline

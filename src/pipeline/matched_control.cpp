#include "matched_control.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numeric>

#include <fmt/format.h>

#include "heatward/core/crossing.hpp"
#include "heatward/core/parallel.hpp"
#include "heatward/gis/overlay.hpp"
#include "heatward/gis/prepared_geometry.hpp"
#include "heatward/stats/matched_areas.hpp"
#include "intervention_members.hpp"
#include "treated_ground.hpp"

namespace heatward::pipeline {
namespace {

/// Incidents that a thread takes at once.
constexpr std::size_t kRun = 1 << 16;

/// The months of the year before the intervention that every source of it supplied.
std::vector<Month> months_of_all(const AnalysisInput& input, const InterventionMembers& members,
                                 Month from)
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

/// One incident of the months compared; its area may be AreaMembership::kNowhere.
struct Counted {
    std::uint32_t area;
    std::uint32_t month;
    bool is_treated;
};

MonthlyCounts monthly_counts(const AnalysisInput& input, const InterventionMembers& members,
                             const std::vector<Month>& months, const ComparedAreas& treated,
                             const MatchingSet& from)
{
    MonthlyCounts counts{std::vector<double>(months.size(), 0),
                         {from.set->areas.size(), std::vector<double>(months.size(), 0)}};
    const IncidentTable& incidents = *input.incidents;
    const WindingIndex in_treated(treated.polygons);
    const WallMinutes begin = start_of(months.front());
    const WallMinutes end = start_of(months.back().next());
    std::mutex mutex;
    for_each_run(incidents.size(), kRun, input.threads, [&](std::size_t first, std::size_t last) {
        std::vector<Counted> found;
        for (std::size_t i = first; i < last; ++i) {
            const WallMinutes time = incidents.time[i];
            if (time < begin || time >= end || !members.contains(incidents, i)) {
                continue;
            }
            const auto month = std::lower_bound(months.begin(), months.end(), month_of(time));
            if (*month == month_of(time)) {  // else one that a source of the layers did not supply
                found.push_back({from.membership->area_of(i),
                                 static_cast<std::uint32_t>(month - months.begin()),
                                 in_treated.contains({incidents.x[i], incidents.y[i]})});
            }
        }
        // Whole numbers: their sums do not depend on which thread comes first.
        const std::lock_guard lock(mutex);
        for (const Counted& incident : found) {
            counts.treated[incident.month] += incident.is_treated ? 1 : 0;
            if (incident.area != AreaMembership::kNowhere) {
                counts.areas[incident.area][incident.month] += 1;
            }
        }
    });
    return counts;
}

/// How many areas of the set the treated ground amounts to: the sum of the shares of them that lie
/// in it, at least 1.
double treated_areas(const project::Intervention& intervention, const ComparedAreas& treated,
                     const AreaSetData& set)
{
    if (intervention.areas_set == set.id) {
        return static_cast<double>(std::max<std::size_t>(1, treated.areas.size()));
    }
    const TreatedGround ground(treated.polygons);
    double areas = 0;
    for (const gis::AreaRecord& area : set.areas) {
        const double whole_m2 = area_m2(area.polygons);
        areas += whole_m2 > 0 ? ground.shared_m2(area.polygons) / whole_m2 : 0;
    }
    return std::max(1.0, areas);
}

/// Where other interventions are at work in months compared or matched by.
std::vector<TreatedGround> ground_of_others(const project::Project& project,
                                            const MatchedFor& matched_for,
                                            const std::vector<Month>& matched_months)
{
    std::vector<TreatedGround> ground;
    for (std::size_t i = 0; i < matched_for.areas->size(); ++i) {
        const project::Intervention& other = project.interventions[i];
        const bool is_at_work_then =
            is_at_work(other, *matched_for.months) ||
            std::any_of(matched_months.begin(), matched_months.end(),
                        [&](const Month& month) { return is_at_work(other, month); });
        if (i != matched_for.index && is_at_work_then) {
            ground.emplace_back(matched_for.areas->at(i).treated.polygons);
        }
    }
    return ground;
}

/// Indices of areas that may be chosen.
struct Candidates {
    std::vector<std::size_t> areas;
    std::size_t left_out = 0;  ///< as other interventions were at work in them
};

/// The areas apart from the treated one and its ring that have incidents.
Candidates candidates_of(const project::Intervention& intervention, const ComparedAreas& treated,
                         const AreaSetData& set, const MonthlyCounts& counts,
                         const std::vector<TreatedGround>& others)
{
    const gis::PreparedGeometry near_treated(
        {}, {}, gis::buffer_of(treated.polygons, project::ring_width_m(intervention)));
    Candidates candidates;
    for (std::size_t i = 0; i < set.areas.size(); ++i) {
        const auto& months = counts.areas[i];
        const auto& polygons = set.areas[i].polygons;
        if (std::accumulate(months.begin(), months.end(), 0.0) == 0 ||
            (near_treated.extent().intersects(extent_of(polygons)) &&
             near_treated.intersects(polygons))) {
            continue;
        }
        if (std::any_of(others.begin(), others.end(),
                        [&](const TreatedGround& ground) { return ground.shares(polygons); })) {
            ++candidates.left_out;
        } else {
            candidates.areas.push_back(i);
        }
    }
    return candidates;
}

/// Why there is nothing to choose from.
std::string no_candidate(const AreaSetData& set, Month from, std::size_t left_out)
{
    if (left_out > 0) {
        return fmt::format(
            "no control area was matched: another intervention was at work in each of the {} areas "
            "of \"{}\" that are apart from the treated area and its ring and have an incident in "
            "the year before {}",
            left_out, set.id, to_string(from));
    }
    return fmt::format(
        "no control area was matched: no area of \"{}\" apart from the treated area and its ring "
        "has an incident in the year before {}",
        set.id, to_string(from));
}

/// Takes the areas nearest to the treated series.
void choose(const MonthlyCounts& counts, const Candidates& candidates, std::size_t wanted,
            const AreaSetData& set, MatchedControl& control)
{
    std::vector<std::vector<double>> series;
    for (const std::size_t candidate : candidates.areas) {
        series.push_back(counts.areas[candidate]);
    }
    std::vector<ProjectedMultiPolygon> chosen;
    for (const stats::MatchedArea& match : stats::most_alike(counts.treated, series, wanted)) {
        const gis::AreaRecord& area = set.areas[candidates.areas[match.index]];
        control.areas.areas.push_back({area.code, area.name});
        control.distances.push_back(match.distance);
        chosen.push_back(area.polygons);
    }
    control.areas.polygons = gis::union_of(chosen);
}

}  // namespace

expected<MatchedControl> match_control(const AnalysisInput& input, const MatchedFor& matched_for,
                                       const MatchingSet& from)
{
    const project::Intervention& intervention = input.project->interventions[matched_for.index];
    const ComparedAreas& treated = matched_for.areas->at(matched_for.index).treated;
    const InterventionMembers members(*input.project, intervention);
    MatchedControl control;
    control.months = months_of_all(input, members, intervention.from);
    if (control.months.empty()) {
        return fail(
            fmt::format("no control area was matched: no month of the year before {} was "
                        "supplied by every source",
                        to_string(intervention.from)));
    }
    MonthlyCounts counts = monthly_counts(input, members, control.months, treated, from);
    const double areas = treated_areas(intervention, treated, *from.set);
    for (double& count : counts.treated) {
        count /= areas;
    }
    const auto others = ground_of_others(*input.project, matched_for, control.months);
    const Candidates candidates = candidates_of(intervention, treated, *from.set, counts, others);
    if (candidates.areas.empty()) {
        return fail(no_candidate(*from.set, intervention.from, candidates.left_out));
    }
    const auto wanted = static_cast<std::size_t>(std::llround(areas));
    choose(counts, candidates, std::max(wanted, kLeastMatchedAreas), *from.set, control);
    control.candidates = candidates.areas.size();
    control.candidates_left_out = candidates.left_out;
    return control;
}

}  // namespace heatward::pipeline

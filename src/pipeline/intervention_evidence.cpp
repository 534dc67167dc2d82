#include "heatward/pipeline/intervention_evidence.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "intervention_counts.hpp"
#include "intervention_months.hpp"
#include "intervention_overlaps.hpp"
#include "key_error.hpp"
#include "matched_control.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kSquareMetresPerKm2 = 1e6;

SuppliedMonths supplied_months(const AnalysisInput& input)
{
    SuppliedMonths supplied;
    for (const run_store::SourceSupply& source : *input.supply) {
        supplied.emplace_back(source.periods);
    }
    return supplied;
}

std::vector<std::string> not_supplied(const AnalysisInput& input, const project::Layer& layer,
                                      const MonthPair& pair)
{
    std::vector<std::string> missing;
    for (const std::string& id : layer.sources) {
        const auto& periods = input.supply->at(*input.project->source_index(id)).periods;
        for (const Month& month : {pair.before, pair.after}) {
            if (!std::binary_search(periods.begin(), periods.end(), month)) {
                missing.push_back(fmt::format("{}: {}", id, to_string(month)));
            }
        }
    }
    return missing;
}

void add(stats::BeforeAfter& sum, const stats::BeforeAfter& counts)
{
    sum.before += counts.before;
    sum.after += counts.after;
}

/// The share of the layer's incidents in the three places, over the months compared, that are known
/// too roughly to tell the ring from what lies beside it.
std::optional<double> rough_places(const InterventionCounts& counts,
                                   const InterventionLayer& evidence)
{
    std::uint64_t rough = 0;
    std::uint64_t all = 0;
    for (const MonthEvidence& pair : evidence.months) {
        if (!pair.not_supplied.empty()) {
            continue;
        }
        for (const InterventionPlace place :
             {InterventionPlace::treated, InterventionPlace::control, InterventionPlace::ring}) {
            for (const Month& month : {pair.before, pair.after}) {
                rough += counts.rough(*evidence.layer, place, month);
                all += counts.count(*evidence.layer, place, month);
            }
        }
    }
    if (all == 0) {
        return std::nullopt;
    }
    return static_cast<double>(rough) / static_cast<double>(all);
}

/// Counts the layer in the pairs of months that all its sources supplied.
void count_layer(const AnalysisInput& input, const InterventionCounts& counts,
                 const std::vector<MonthPair>& pairs, InterventionLayer& evidence)
{
    const auto both = [&](InterventionPlace place, const MonthPair& pair) {
        return stats::BeforeAfter{counts.count(*evidence.layer, place, pair.before),
                                  counts.count(*evidence.layer, place, pair.after)};
    };
    for (const MonthPair& pair : pairs) {
        MonthEvidence month;
        month.before = pair.before;
        month.after = pair.after;
        month.not_supplied = not_supplied(input, *evidence.layer, pair);
        if (month.not_supplied.empty()) {
            month.treated = both(InterventionPlace::treated, pair);
            month.ring = both(InterventionPlace::ring, pair);
            month.control = both(InterventionPlace::control, pair);
            add(evidence.treated, month.treated);
            add(evidence.ring, month.ring);
            add(evidence.control, month.control);
            ++evidence.compared;
        }
        evidence.months.push_back(std::move(month));
    }
}

/// The change of what `counted` gives of a month, held against the control's.
template <class Counted>
expected<stats::DifferenceInDifferences> change_of(const InterventionLayer& evidence,
                                                   const Counted& counted)
{
    std::vector<stats::TreatedAndControl> before;
    std::vector<stats::TreatedAndControl> after;
    for (const MonthEvidence& month : evidence.months) {
        if (month.not_supplied.empty()) {
            const stats::BeforeAfter counts = counted(month);
            before.push_back({counts.before, month.control.before});
            after.push_back({counts.after, month.control.after});
        }
    }
    return stats::difference_in_differences(before, after);
}

void compare(bool has_ring, const std::string& no_control, InterventionLayer& evidence)
{
    if (!no_control.empty()) {
        evidence.change = evidence.ring_change = evidence.together_change = fail(no_control);
        return;
    }
    if (evidence.compared > 0) {
        evidence.displacement =
            stats::weighted_displacement_difference(evidence.treated, evidence.control);
    }
    evidence.change = change_of(evidence, [](const MonthEvidence& month) { return month.treated; });
    if (!has_ring) {
        evidence.ring_change = evidence.together_change = fail("there is no ring");
        return;
    }
    if (evidence.compared > 0) {
        evidence.ring_displacement =
            stats::weighted_displacement_difference(evidence.ring, evidence.control);
    }
    evidence.ring_change =
        change_of(evidence, [](const MonthEvidence& month) { return month.ring; });
    evidence.together_change = change_of(evidence, [](const MonthEvidence& month) {
        stats::BeforeAfter both = month.treated;
        add(both, month.ring);
        return both;
    });
}

/// The sets that controls are matched from, each with the incidents' areas, which are found once
/// for all interventions.
class MatchingSets {
public:
    MatchingSets(const AnalysisInput& input, const std::vector<AreaSetData>& sets)
        : m_input(input), m_sets(sets)
    {
    }

    /// The intervention's; throws DataError where there is no such set.
    MatchingSet of(const project::Intervention& intervention)
    {
        const std::string& id = *intervention.matched_set;
        const auto set = std::find_if(m_sets.begin(), m_sets.end(),
                                      [&](const AreaSetData& data) { return data.id == id; });
        if (set == m_sets.end()) {
            throw DataError(fmt::format("{}: interventions.{}.control: there is no area set \"{}\"",
                                        m_input.project->file, intervention.id, id));
        }
        const auto membership = m_memberships.try_emplace(id, *set, *m_input.incidents).first;
        return {&*set, &membership->second};
    }

private:
    const AnalysisInput& m_input;
    const std::vector<AreaSetData>& m_sets;
    std::map<std::string, AreaMembership> m_memberships;
};

/// Matches the control where the project asks for it, or says why there is none.
void find_control(const AnalysisInput& input, const MatchedFor& matched_for, MatchingSets& sets,
                  InterventionEvidence& evidence)
{
    const project::Intervention& intervention = *evidence.intervention;
    if (!intervention.matched_set) {
        evidence.control_reason =
            evidence.control.polygons.empty() ? "the project names no control area" : "";
        return;
    }
    const MatchingSet from = sets.of(intervention);
    auto matched = match_control(input, matched_for, from);
    if (!matched) {
        evidence.control_reason = matched.error().message;
        return;
    }
    evidence.control = std::move(matched->areas);
    evidence.matched = {from.set->id, matched->candidates, matched->candidates_left_out,
                        std::move(matched->distances), std::move(matched->months)};
}

void evaluate_layers(const AnalysisInput& input, const InterventionPolygons& polygons,
                     const ComparedMonths& months, InterventionEvidence& evidence)
{
    for (const project::Layer* layer : layers_of(*input.project, *evidence.intervention)) {
        evidence.layers.emplace_back().layer = layer;
    }
    if (!months.pairs.empty()) {
        const InterventionCounts counts(input, *evidence.intervention, polygons,
                                        months.pairs.front().before, months.pairs.back().after);
        for (InterventionLayer& layer : evidence.layers) {
            count_layer(input, counts, months.pairs, layer);
            if (evidence.ring_km2 > 0) {
                layer.rough_places = rough_places(counts, layer);
            }
        }
    }
    for (InterventionLayer& layer : evidence.layers) {
        compare(evidence.ring_km2 > 0, evidence.control_reason, layer);
    }
}

}  // namespace

std::vector<InterventionEvidence> evaluate_interventions(
    const AnalysisInput& input, const std::vector<InterventionAreas>& areas,
    const std::vector<AreaSetData>& sets, Progress& progress)
{
    std::vector<InterventionEvidence> all;
    if (areas.empty()) {
        return all;
    }
    progress.begin("comparing interventions", areas.size(), "interventions");
    const SuppliedMonths supplied = supplied_months(input);
    MatchingSets matching_sets(input, sets);
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const project::Intervention& intervention = input.project->interventions[i];
        InterventionEvidence& evidence = all.emplace_back();
        evidence.intervention = &intervention;
        evidence.treated = areas[i].treated;
        evidence.control = areas[i].control;
        const ComparedMonths months = compared_months(*input.project, intervention, supplied);
        find_control(input, {i, &areas, &months}, matching_sets, evidence);
        InterventionPolygons polygons{
            evidence.treated.polygons, evidence.control.polygons,
            ring_around(evidence.treated.polygons, evidence.control.polygons,
                        project::ring_width_m(intervention), *input.study_area)};
        evidence.ring_km2 = area_m2(polygons[2]) / kSquareMetresPerKm2;
        evidence.last = months.last;
        evidence.ends_with_supply = months.ends_with_supply;
        evidence.before = months.before;
        evidence.notes = overlapping_interventions(*input.project, areas, i, polygons, months);
        evaluate_layers(input, polygons, months, evidence);
        evidence.ring = std::move(polygons[2]);
        progress.advance(1);
    }
    progress.end();
    return all;
}

void require_months_before(const AnalysisInput& input)
{
    const SuppliedMonths supplied = supplied_months(input);
    for (const project::Intervention& intervention : input.project->interventions) {
        if (const auto problem = nothing_before(*input.project, intervention, supplied)) {
            throw key_error(*input.project, fmt::format("interventions.{}.from", intervention.id),
                            *problem);
        }
    }
}

}  // namespace heatward::pipeline

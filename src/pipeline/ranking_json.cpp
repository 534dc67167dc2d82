#include "ranking_json.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "area_ranking.hpp"
#include "heatward/pipeline/cell_places.hpp"
#include "json_values.hpp"
#include "months_before.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

/// Areas named where many enter or leave, as in grids.
constexpr std::size_t kMostNamed = 20;

json neighbours_json(const project::AreaSet& set)
{
    const auto rule = set.neighbours.value_or(project::NeighbourRule());
    switch (rule.by) {
        case project::NeighbourRule::By::rook:
            return "rook";
        case project::NeighbourRule::By::distance:
            return {{"distance_m", rule.distance_m.value_or(0)}};
        case project::NeighbourRule::By::queen:
            break;
    }
    return "queen";
}

json ranked_json(const std::string& set, const std::vector<RankedArea>& areas,
                 const CellPlaces& cells)
{
    json list = json::array();
    for (const RankedArea& area : areas) {
        list.push_back(cells.named(set, area.area.code, area.area.name));
        list.back().update({{"rank", area.rank},
                            {"count", area.count},
                            {"rate_per_1000", or_null(area.rate_per_1000)},
                            {"harm", or_null(area.harm)},
                            {"rank_low", area.rank_low},
                            {"rank_high", area.rank_high},
                            {"top_share", area.top_share},
                            {"top_stability", area.top_stability},
                            {"top_by", area.top_by}});
    }
    return list;
}

json ranking_json(const std::string& set, const SetRanking& ranking, const CellPlaces& cells)
{
    return {{"in_top", ranking.in_top},
            {"firm", ranking.firm},
            {"fragile", ranking.fragile},
            {"areas", ranked_json(set, ranking.top, cells)},
            {"beyond", ranked_json(set, ranking.beyond, cells)}};
}

json names_json(const std::string& set, const std::vector<AreaName>& names, const CellPlaces& cells)
{
    json list = json::array();
    for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i) {
        list.push_back(cells.named(set, names[i].code, names[i].name));
    }
    return list;
}

json changes_json(const std::string& set, const TopChanges& changes, std::size_t top,
                  const CellPlaces& cells)
{
    return {{"top", top},
            {"entering", changes.enter.size()},
            {"leaving", changes.leave.size()},
            {"enter", names_json(set, changes.enter, cells)},
            {"leave", names_json(set, changes.leave, cells)}};
}

json concentration_json(const std::vector<ConcentrationRow>& rows)
{
    json list = json::array();
    for (const ConcentrationRow& row : rows) {
        list.push_back({{"share_of_area", row.share_of_area},
                        {"areas", row.areas},
                        {"share_of_incidents", or_null(row.share_of_incidents)},
                        {"share_of_harm", or_null(row.share_of_harm)},
                        {"pai", or_null(row.pai)},
                        {"share_of_incidents_before", or_null(row.share_before)},
                        {"pai_before", or_null(row.pai_before)},
                        {"pei_before", or_null(row.pei_before)}});
        if (!row.before_reason.empty()) {
            list.back()["before_reason"] = row.before_reason;
        }
    }
    return list;
}

json before_json(const MonthsBefore& before, const project::Layer& layer)
{
    json sources = json::object();
    for (std::size_t k = 0; k < layer.sources.size(); ++k) {
        sources[layer.sources[k]] = months_json(before.by_source[k]);
    }
    json report{{"months", std::move(sources)}};
    if (!before.reason.empty()) {
        report["reason"] = before.reason;
    }
    return report;
}

json origins_json(const OriginStability& origins)
{
    json report{{"lattices", origins.lattices},
                {"one_percent_cells", origins.one_percent},
                {"top_cells", origins.top},
                {"cells", origins.cells},
                {"median_share", or_null(origins.median)},
                {"stable_from", kStableShare},
                {"stable", origins.stable}};
    if (!origins.reason.empty()) {
        report["stable"] = nullptr;
        report["reason"] = origins.reason;
    }
    return report;
}

}  // namespace

json area_sets_json(const ReportInput& input)
{
    json list = json::array();
    for (std::size_t i = 0; i < input.project->areas.size(); ++i) {
        const project::AreaSet& set = input.project->areas[i];
        list.push_back({{"id", set.id},
                        {"areas", input.area_sets->at(i).areas},
                        {"grid", set.grid.has_value()},
                        {"parent", set.parent ? json(set.parent->set) : json()},
                        {"neighbours", neighbours_json(set)},
                        {"islands", input.area_sets->at(i).islands}});
    }
    return list;
}

void add_ranking(const ReportInput& input, std::size_t layer, json& report)
{
    const project::Project& project = *input.project;
    const project::Layer& described = *input.layers->at(layer).layer;
    const std::size_t top = places_on_top(project);
    json rankings = json::object();
    json changes = json::object();
    json concentrations = json::object();
    json origins = json::object();
    for (std::size_t i = 0; i < project.areas.size(); ++i) {
        const std::string& set = project.areas[i].id;
        const RankingEvidence& evidence = input.in_areas->at(layer).ranking.at(i);
        rankings[set] = ranking_json(set, evidence.ranking, *input.cells);
        concentrations[set] = concentration_json(evidence.concentration);
        if (evidence.second_definition) {
            changes[set] = changes_json(set, *evidence.second_definition, top, *input.cells);
        }
        if (evidence.origins) {
            origins[set] = origins_json(*evidence.origins);
        }
    }
    report["ranking"] = {{"top", top}, {"sets", std::move(rankings)}};
    report["concentration"] = std::move(concentrations);
    report["concentration_before"] =
        before_json(months_before(described, *input.supply), described);
    report["grid_origins"] = std::move(origins);
    if (described.second_categories) {
        report["second_definition"] = {{"categories", *described.second_categories},
                                       {"sets", std::move(changes)}};
    }
}

}  // namespace heatward::pipeline

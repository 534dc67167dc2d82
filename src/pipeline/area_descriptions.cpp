#include "heatward/pipeline/area_descriptions.hpp"

#include <utility>

#include "heatward/maps/density_layer.hpp"
#include "heatward/pipeline/area_cells.hpp"
#include "heatward/pipeline/area_evidence.hpp"
#include "heatward/pipeline/area_neighbours.hpp"
#include "heatward/pipeline/area_over_time.hpp"
#include "heatward/pipeline/area_statistics.hpp"
#include "heatward/pipeline/area_sums.hpp"
#include "heatward/pipeline/relative_risk_analysis.hpp"

namespace heatward::pipeline {

namespace {

/// A layer's figures in one set.
void describe_layer(const AnalysisInput& input, const LayerAnalysis& analysis,
                    const AreaSetData& set, const AreaMembership& membership,
                    const stats::Neighbours& neighbours, LayerInAreas& layer, FeatureTable& table)
{
    if (analysis.risk) {
        RiskInAreas found = add_relative_risk(analysis, set, membership, table);
        add_months_missing(*analysis.layer, *layer.risk_months, table);
        layer.totals.push_back(found.cases);
        layer.risk.emplace(set.id, std::move(found));
        return;
    }
    const AreaCells cells(input, maps::layer_filter(*input.project, *analysis.layer),
                          set.areas.size(), membership);
    const AreaSums sums = sum_areas(input, analysis, cells);
    add_layer_statistics(input, analysis, set, sums, table);
    layer.totals.push_back(sums.total);
    if (const auto moran = add_layer_evidence(input, analysis, set, sums, neighbours, table)) {
        layer.global_moran.emplace(set.id, *moran);
    }
    const LayerMonths& months = layer.over_time->months;
    const TrendCounts trends = add_layer_over_time(input, analysis, set, membership, months, table);
    if (months.no_trend.empty()) {
        layer.trends.emplace(set.id, trends);
        layer.trend_areas.emplace(set.id, trend_areas(analysis.layer->id, table));
    }
    layer.ranking.push_back(add_ranking_evidence(input, analysis, set, membership, cells, table));
}

}  // namespace

AreaDescriptions describe_areas(const AnalysisInput& input,
                                const std::vector<LayerAnalysis>& layers,
                                const std::vector<AreaSetData>& sets, const CellPlaces& cells,
                                Progress& progress)
{
    AreaDescriptions descriptions;
    descriptions.layers.resize(layers.size());
    progress.begin("comparing months", layers.size(), "layers");
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (layers[i].risk) {
            descriptions.layers[i].risk_months = layer_months(input, *layers[i].layer);
        } else {
            descriptions.layers[i].over_time = layer_over_time(input, layers[i]);
        }
        progress.advance(1);
    }
    progress.end();
    progress.begin("describing areas", sets.size() * layers.size(), "layers of area sets");
    for (const AreaSetData& set : sets) {
        FeatureTable table = area_table(set);
        cells.add_column(table);
        const AreaMembership membership(set, *input.incidents);
        const auto neighbours =
            area_neighbours(input.project->areas.at(descriptions.tables.size()), set);
        descriptions.sets.push_back({set.areas.size(), neighbours.islands()});
        for (std::size_t i = 0; i < layers.size(); ++i) {
            describe_layer(input, layers[i], set, membership, neighbours, descriptions.layers[i],
                           table);
            progress.advance(1);
        }
        descriptions.tables.push_back(std::move(table));
    }
    progress.end();
    return descriptions;
}

}  // namespace heatward::pipeline

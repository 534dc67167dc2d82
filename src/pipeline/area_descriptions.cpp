#include "heatward/pipeline/area_descriptions.hpp"

#include <utility>

#include "heatward/pipeline/area_evidence.hpp"
#include "heatward/pipeline/area_over_time.hpp"
#include "heatward/pipeline/area_statistics.hpp"
#include "heatward/pipeline/area_sums.hpp"
#include "heatward/pipeline/relative_risk_analysis.hpp"

namespace heatward::pipeline {

AreaDescriptions describe_areas(const AnalysisInput& input,
                                const std::vector<LayerAnalysis>& layers,
                                const std::vector<AreaSetData>& sets, Progress& progress)
{
    AreaDescriptions descriptions;
    descriptions.layers.resize(layers.size());
    progress.begin("comparing months", layers.size(), "layers");
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (!layers[i].risk) {
            descriptions.layers[i].over_time = layer_over_time(input, layers[i]);
        }
        progress.advance(1);
    }
    progress.end();
    progress.begin("describing areas", sets.size() * layers.size(), "layers of area sets");
    for (const AreaSetData& set : sets) {
        FeatureTable table = area_table(set);
        const AreaMembership membership(set, *input.incidents);
        const auto neighbours =
            stats::contiguous_neighbours(set.polygons(), stats::Contiguity::queen, kBorderSnapM);
        for (std::size_t i = 0; i < layers.size(); ++i) {
            LayerInAreas& layer = descriptions.layers[i];
            if (layers[i].risk) {
                layer.totals.push_back(add_relative_risk(layers[i], set, membership, table));
                progress.advance(1);
                continue;
            }
            const AreaSums sums = sum_areas(input, layers[i], set, membership);
            add_layer_statistics(input, layers[i], set, sums, table);
            layer.totals.push_back(sums.total);
            if (const auto moran =
                    add_layer_evidence(input, layers[i], set, sums, neighbours, table)) {
                layer.global_moran.emplace(set.id, *moran);
            }
            const LayerMonths& months = layer.over_time->months;
            const TrendCounts trends =
                add_layer_over_time(input, layers[i], set, membership, months, table);
            if (months.no_trend.empty()) {
                layer.trends.emplace(set.id, trends);
            }
            progress.advance(1);
        }
        descriptions.tables.push_back(std::move(table));
    }
    progress.end();
    return descriptions;
}

}  // namespace heatward::pipeline

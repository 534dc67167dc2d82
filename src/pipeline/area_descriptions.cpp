#include "heatward/pipeline/area_descriptions.hpp"

#include <utility>

#include "heatward/pipeline/area_evidence.hpp"
#include "heatward/pipeline/area_neighbours.hpp"
#include "heatward/pipeline/area_statistics.hpp"
#include "heatward/pipeline/area_sums.hpp"

namespace heatward::pipeline {

AreaDescriptions describe_areas(const AnalysisInput& input,
                                const std::vector<LayerAnalysis>& layers,
                                const std::vector<AreaSetData>& sets, Progress& progress)
{
    AreaDescriptions descriptions;
    descriptions.layers.resize(layers.size());
    progress.begin("describing areas", sets.size() * layers.size(), "layers of area sets");
    for (const AreaSetData& set : sets) {
        FeatureTable table = area_table(set);
        const AreaMembership membership(set, *input.incidents);
        const auto neighbours =
            area_neighbours(input.project->areas.at(descriptions.tables.size()), set);
        descriptions.sets.push_back({set.areas.size(), neighbours.islands()});
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const AreaSums sums = sum_areas(input, layers[i], set, membership);
            add_layer_statistics(input, layers[i], set, sums, table);
            LayerInAreas& layer = descriptions.layers[i];
            layer.totals.push_back(sums.total);
            if (const auto moran =
                    add_layer_evidence(input, layers[i], set, sums, neighbours, table)) {
                layer.global_moran.emplace(set.id, *moran);
            }
            layer.ranking.push_back(add_ranking_evidence(input, layers[i], set, membership, table));
            progress.advance(1);
        }
        descriptions.tables.push_back(std::move(table));
    }
    progress.end();
    return descriptions;
}

}  // namespace heatward::pipeline

#include "heatward/pipeline/ranking_evidence.hpp"

#include <utility>

#include "area_concentration.hpp"
#include "area_ranking.hpp"
#include "column_figures.hpp"
#include "grid_origins.hpp"
#include "harm_rate.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/pipeline/area_cells.hpp"
#include "layer_columns.hpp"
#include "second_definition.hpp"

namespace heatward::pipeline {

RankingEvidence add_ranking_evidence(const AnalysisInput& input, const LayerAnalysis& analysis,
                                     const AreaSetData& set, const AreaMembership& membership,
                                     const AreaCells& cells, FeatureTable& table)
{
    const project::Layer& layer = *analysis.layer;
    const IncidentFilter filter = maps::layer_filter(*input.project, layer);
    const auto weights = category_weights(*input.project, layer, filter);
    table.add_column({column_prefix(layer.id) + "harm_per_1000", ColumnType::real},
                     real_cells(harm_rates(input, analysis, set, cells)));
    RankingEvidence evidence;
    evidence.ranking = add_ranking(input, layer, cells.weighted_counts(weights), table);
    std::vector<double> ranked_by;
    for (std::size_t area = 0; area < set.areas.size(); ++area) {
        ranked_by.push_back(cells.weight(area, weights));
    }
    evidence.second_definition = add_second_definition(input, layer, membership, ranked_by, table);
    evidence.concentration = area_concentration(input, layer, set, membership, table);
    evidence.origins = add_grid_origins(input, analysis, set, table);
    return evidence;
}

}  // namespace heatward::pipeline

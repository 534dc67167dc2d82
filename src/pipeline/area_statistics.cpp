#include "heatward/pipeline/area_statistics.hpp"

#include <algorithm>
#include <cmath>

#include "heatward/stats/coverage.hpp"
#include "heatward/stats/rank.hpp"
#include "heatward/stats/rate.hpp"
#include "heatward/stats/zonal.hpp"
#include "layer_columns.hpp"

namespace heatward::pipeline {
namespace {

AttributeValue cell(const std::optional<double>& value)
{
    return value && !std::isnan(*value) ? AttributeValue{*value} : AttributeValue{};
}

/// The layer's columns of one set, filled area by area.
struct LayerColumns {
    std::vector<AttributeValue> count, rate, low, high, harm, mean, max, share;
    std::vector<double> weight;
};

void add_rates(const AreaSetData& set, std::size_t area,
               const std::vector<stats::SuppliedCount>& counts, LayerColumns& columns)
{
    const auto rate = stats::annual_rate_per_1000(counts, set.population[area]);
    columns.rate.push_back(rate ? AttributeValue{rate->per_1000} : AttributeValue{});
    columns.low.push_back(rate ? AttributeValue{rate->low} : AttributeValue{});
    columns.high.push_back(rate ? AttributeValue{rate->high} : AttributeValue{});
}

void add_counts(const AnalysisInput& input, const LayerAnalysis& analysis, const AreaSums& sums,
                std::size_t area, LayerColumns& columns)
{
    const std::uint64_t count = sums.count_of(area);
    const auto harm = harm_of(*input.project, *analysis.layer, sums.by_category[area]);
    columns.count.emplace_back(static_cast<std::int64_t>(count));
    columns.harm.push_back(cell(harm));
    columns.weight.push_back(analysis.layer->weight == project::Weight::harm
                                 ? harm.value_or(0)
                                 : static_cast<double>(count));
}

void add_densities(const LayerAnalysis& analysis, const ProjectedMultiPolygon& area,
                   LayerColumns& columns)
{
    const Raster<double> coverage = stats::coverage_window(area, analysis.surface.frame);
    const stats::ZonalFigures figures = stats::zonal_figures(analysis.surface, coverage, area);
    columns.mean.push_back(cell(figures.mean));
    columns.max.push_back(cell(figures.max));
    columns.share.push_back(analysis.hotspots ? AttributeValue{stats::labelled_share(
                                                    analysis.hotspots->labels, coverage)}
                                              : AttributeValue{});
}

void add_columns(const std::string& layer_id, LayerColumns columns, FeatureTable& table)
{
    const std::string prefix = column_prefix(layer_id);
    std::vector<AttributeValue> rank;
    for (const std::uint32_t place : stats::competition_ranks(columns.weight)) {
        rank.emplace_back(static_cast<std::int64_t>(place));
    }
    table.add_column({prefix + "count", ColumnType::integer}, std::move(columns.count));
    table.add_column({prefix + "rate_per_1000", ColumnType::real}, std::move(columns.rate));
    table.add_column({prefix + "rate_low", ColumnType::real}, std::move(columns.low));
    table.add_column({prefix + "rate_high", ColumnType::real}, std::move(columns.high));
    table.add_column({prefix + "harm", ColumnType::real}, std::move(columns.harm));
    table.add_column({prefix + "density_mean", ColumnType::real}, std::move(columns.mean));
    table.add_column({prefix + "density_max", ColumnType::real}, std::move(columns.max));
    table.add_column({prefix + "hotspot_share", ColumnType::real}, std::move(columns.share));
    table.add_column({prefix + "rank", ColumnType::integer}, std::move(rank));
}

}  // namespace

void add_layer_statistics(const AnalysisInput& input, const LayerAnalysis& analysis,
                          const AreaSetData& set, const AreaSums& sums, FeatureTable& table)
{
    LayerColumns columns;
    for (std::size_t area = 0; area < set.areas.size(); ++area) {
        add_counts(input, analysis, sums, area, columns);
        add_rates(set, area, sums.counts[area], columns);
        add_densities(analysis, set.areas[area].polygons, columns);
    }
    add_columns(analysis.layer->id, std::move(columns), table);
}

}  // namespace heatward::pipeline

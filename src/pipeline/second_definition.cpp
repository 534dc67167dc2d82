#include "second_definition.hpp"

#include <algorithm>
#include <utility>

#include "area_ranking.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/pipeline/area_cells.hpp"
#include "heatward/stats/rank.hpp"
#include "layer_columns.hpp"

namespace heatward::pipeline {
namespace {

/// Rows whose rank is among the top in `ranks` and not in `others`, by rank.
std::vector<AreaName> only_in(const FeatureTable& table, const std::vector<std::uint32_t>& ranks,
                              const std::vector<std::uint32_t>& others, std::size_t top)
{
    const auto is_on_top = [&](std::uint32_t rank) { return rank >= 1 && rank <= top; };
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < ranks.size(); ++row) {
        if (is_on_top(ranks[row]) && !is_on_top(others[row])) {
            rows.push_back(row);
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [&](auto a, auto b) { return ranks[a] < ranks[b]; });
    std::vector<AreaName> names;
    for (const std::size_t row : rows) {
        names.push_back(area_name(table, row));
    }
    return names;
}

}  // namespace

std::optional<TopChanges> add_second_definition(const AnalysisInput& input,
                                                const project::Layer& layer,
                                                const AreaMembership& membership,
                                                const std::vector<double>& first_weights,
                                                FeatureTable& table)
{
    if (!layer.second_categories) {
        return std::nullopt;
    }
    project::Layer second = layer;
    second.categories = *layer.second_categories;
    const IncidentFilter filter = maps::layer_filter(*input.project, second);
    const AreaCells cells(input, filter, table.size(), membership);
    const auto weights = category_weights(*input.project, second, filter);
    std::vector<AttributeValue> counts;
    std::vector<AttributeValue> ranks;
    std::vector<double> second_weights;
    for (std::size_t area = 0; area < table.size(); ++area) {
        counts.emplace_back(static_cast<std::int64_t>(cells.count(area)));
        second_weights.push_back(cells.weight(area, weights));
    }
    for (const std::uint32_t rank : stats::competition_ranks(second_weights)) {
        ranks.emplace_back(static_cast<std::int64_t>(rank));
    }
    const auto first_ranks = ranks_of_some(first_weights);
    const auto second_ranks = ranks_of_some(second_weights);
    const std::size_t top = places_on_top(*input.project);
    TopChanges changes{only_in(table, second_ranks, first_ranks, top),
                       only_in(table, first_ranks, second_ranks, top)};
    const std::string prefix = column_prefix(layer.id);
    table.add_column({prefix + "second_count", ColumnType::integer}, std::move(counts));
    table.add_column({prefix + "second_rank", ColumnType::integer}, std::move(ranks));
    return changes;
}

}  // namespace heatward::pipeline

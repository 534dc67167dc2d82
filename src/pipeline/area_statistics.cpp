#include "heatward/pipeline/area_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "heatward/core/incident_filter.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/stats/area_locator.hpp"
#include "heatward/stats/coverage.hpp"
#include "heatward/stats/rank.hpp"
#include "heatward/stats/rate.hpp"
#include "heatward/stats/zonal.hpp"

namespace heatward::pipeline {
namespace {

/// One layer's sums in the areas of one set.
struct AreaSums {
    std::vector<std::vector<stats::SuppliedCount>> counts;  ///< area → source of the layer
    std::vector<std::vector<std::uint64_t>> by_category;    ///< area → category of the project
    std::uint64_t total = 0;
};

/// Whether the incident belongs to the layer wherever it lies: an area's count takes its own
/// polygons alone.
class LayerMembers {
public:
    LayerMembers(const project::Project& project, const project::Layer& layer)
        : m_filter(maps::layer_filter(project, layer)),
          m_source(project.sources.size(), kNone),
          m_category(project.categories.size(), false)
    {
        for (std::size_t k = 0; k < m_filter.sources.size(); ++k) {
            m_source[m_filter.sources[k]] = k;
        }
        for (const std::uint16_t category : m_filter.categories) {
            m_category[category] = true;
        }
    }

    static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

    /// Place of the incident's source among the layer's, or kNone where it is not a member.
    [[nodiscard]] std::size_t source_of(const IncidentTable& incidents, std::size_t i) const
    {
        const std::uint16_t category = incidents.category[i];
        const bool is_member = category < m_category.size() && m_category[category] &&
                               incidents.precision[i] <= m_filter.interval.precision &&
                               m_filter.interval.contains(incidents.time[i]);
        return is_member ? m_source[incidents.source[i]] : kNone;
    }

private:
    IncidentFilter m_filter;
    std::vector<std::size_t> m_source;
    std::vector<bool> m_category;
};

AreaSums sum_areas(const AnalysisInput& input, const LayerAnalysis& analysis,
                   const AreaSetData& set, const AreaMembership& membership)
{
    const IncidentTable& incidents = *input.incidents;
    const LayerMembers members(*input.project, *analysis.layer);
    std::vector<stats::SuppliedCount> none;
    for (const double years : analysis.years_by_source) {
        none.push_back({0, years});
    }
    AreaSums sums;
    sums.counts.assign(set.areas.size(), none);
    sums.by_category.assign(set.areas.size(),
                            std::vector<std::uint64_t>(input.project->categories.size(), 0));
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const std::uint32_t area = membership.area_of(i);
        const std::size_t source = members.source_of(incidents, i);
        if (area != AreaMembership::kNowhere && source != LayerMembers::kNone) {
            ++sums.counts[area][source].count;
            ++sums.by_category[area][incidents.category[i]];
            ++sums.total;
        }
    }
    return sums;
}

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
    std::uint64_t count = 0;
    for (const stats::SuppliedCount& source : sums.counts[area]) {
        count += source.count;
    }
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
    std::string prefix = layer_id + "_";
    std::replace(prefix.begin(), prefix.end(), '-', '_');
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

AreaMembership::AreaMembership(const AreaSetData& set, const IncidentTable& incidents)
    : m_area(incidents.size(), kNowhere)
{
    const auto polygons = set.polygons();
    const stats::AreaLocator locator(polygons);
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const bool is_same_place =
            i > 0 && incidents.x[i] == incidents.x[i - 1] && incidents.y[i] == incidents.y[i - 1];
        if (is_same_place) {
            m_area[i] = m_area[i - 1];
        } else if (const auto area = locator.find({incidents.x[i], incidents.y[i]})) {
            m_area[i] = static_cast<std::uint32_t>(*area);
        }
    }
}

std::uint64_t add_layer_statistics(const AnalysisInput& input, const LayerAnalysis& analysis,
                                   const AreaSetData& set, const AreaMembership& membership,
                                   FeatureTable& table)
{
    const AreaSums sums = sum_areas(input, analysis, set, membership);
    LayerColumns columns;
    for (std::size_t area = 0; area < set.areas.size(); ++area) {
        add_counts(input, analysis, sums, area, columns);
        add_rates(set, area, sums.counts[area], columns);
        add_densities(analysis, set.areas[area].polygons, columns);
    }
    add_columns(analysis.layer->id, std::move(columns), table);
    return sums.total;
}

}  // namespace heatward::pipeline

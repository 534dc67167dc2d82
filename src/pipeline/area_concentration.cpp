#include "area_concentration.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "column_figures.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/stats/concentration.hpp"
#include "heatward/stats/pai.hpp"
#include "layer_columns.hpp"
#include "layer_members.hpp"
#include "months_before.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kSquareMetresPerKm2 = 1e6;
constexpr std::array<double, 3> kSharesOfArea{0.01, 0.02, 0.05};

std::vector<double> areas_km2(const AreaSetData& set)
{
    std::vector<double> areas;
    for (const gis::AreaRecord& area : set.areas) {
        areas.push_back(area_m2(area.polygons) / kSquareMetresPerKm2);
    }
    return areas;
}

/// Each area's incidents of the layer's sources and categories in the months before its period.
std::vector<double> counts_before(const AnalysisInput& input, const project::Layer& layer,
                                  const MonthsBefore& before, std::size_t areas,
                                  const AreaMembership& membership)
{
    IncidentFilter filter = maps::layer_filter(*input.project, layer);
    // As finely known as in the period, so that the same kinds of rows count before and in it.
    filter.interval = {TimeInterval().begin, layer.period.begin, layer.period.precision};
    const LayerMembers members(*input.project, filter);
    const IncidentTable& incidents = *input.incidents;
    std::vector<double> counts(areas, 0);
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const std::uint32_t area = membership.area_of(i);
        const std::size_t source = members.source_of(incidents, i);
        if (area == AreaMembership::kNowhere || source == LayerMembers::kNone) {
            continue;
        }
        const auto& months = before.by_source[source];
        if (std::binary_search(months.begin(), months.end(), month_of(incidents.time[i]))) {
            ++counts[area];
        }
    }
    return counts;
}

std::optional<double> index_of_accuracy(double share, double share_of_area)
{
    return stats::prediction_accuracy_index({share, 1, share_of_area, 1});
}

/// The orders by which places are chosen, and what is counted in them.
struct Orders {
    std::vector<double> count;
    std::optional<std::vector<double>> harm;
    stats::DensityOrder by_count;
    std::optional<stats::DensityOrder> by_harm;
    std::optional<stats::DensityOrder> by_before;
    std::string before_reason;
};

ConcentrationRow row_of(const Orders& orders, double share_of_area)
{
    ConcentrationRow row;
    row.share_of_area = share_of_area;
    row.before_reason = orders.before_reason;
    if (orders.by_harm) {
        if (const auto held = orders.by_harm->densest(share_of_area, *orders.harm)) {
            row.share_of_harm = held->share;
        }
    }
    const auto held = orders.by_count.densest(share_of_area, orders.count);
    if (!held) {
        row.before_reason = "the layer has no incident in the set's areas";
        return row;
    }
    row.areas = held->areas;
    row.share_of_incidents = held->share;
    row.pai = index_of_accuracy(held->share, share_of_area);
    if (orders.by_before) {
        row.share_before = orders.by_before->densest(share_of_area, orders.count)->share;
        row.pai_before = index_of_accuracy(*row.share_before, share_of_area);
        row.pei_before = stats::predictive_efficiency_index(*row.share_before, held->share);
    }
    return row;
}

}  // namespace

std::vector<ConcentrationRow> area_concentration(const AnalysisInput& input,
                                                 const project::Layer& layer,
                                                 const AreaSetData& set,
                                                 const AreaMembership& membership,
                                                 const FeatureTable& table)
{
    const std::string prefix = column_prefix(layer.id);
    const std::vector<double> km2 = areas_km2(set);
    const auto count = column_figures(table, prefix + "count");
    Orders orders{count, {}, stats::DensityOrder(km2, count), {}, {}, {}};
    const auto harm = column_figures(table, prefix + "harm");
    if (std::none_of(harm.begin(), harm.end(), [](double figure) { return std::isnan(figure); })) {
        orders.harm = harm;
        orders.by_harm.emplace(km2, harm);
    }
    const MonthsBefore before = months_before(layer, *input.supply);
    orders.before_reason = before.reason;
    if (before.reason.empty()) {
        orders.by_before.emplace(km2,
                                 counts_before(input, layer, before, set.areas.size(), membership));
        if (!orders.by_before->has_any()) {
            orders.by_before.reset();
            orders.before_reason = "the layer has no incident in the months before its period";
        }
    }
    std::vector<ConcentrationRow> rows;
    for (const double share : kSharesOfArea) {
        rows.push_back(row_of(orders, share));
    }
    return rows;
}

}  // namespace heatward::pipeline

#include "heatward/pipeline/area_over_time.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "area_change.hpp"
#include "area_months.hpp"
#include "heatward/core/parallel.hpp"
#include "heatward/stats/area_trend.hpp"
#include "heatward/stats/false_discovery.hpp"
#include "heatward/stats/mann_kendall.hpp"
#include "layer_columns.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
/// Areas that a thread tests at a time.
constexpr std::size_t kRun = 512;

/// Mann-Kendall's z and p of each area; NaN of areas without any incident in those months, of which
/// nobody can say whether they rise or fall.
struct TrendTests {
    std::vector<double> z;
    std::vector<double> p;
    std::vector<std::uint8_t> every_year;  ///< whether it has some in each of the years
};

/// Whether each twelve months back from the last of `months`, ascending, hold any of `counts`.
bool has_some_every_year(std::span<const std::uint32_t> counts, const std::vector<Month>& months)
{
    const int last = months.back().index();
    std::vector<bool> years(static_cast<std::size_t>((last - months.front().index()) / 12 + 1));
    for (std::size_t i = 0; i < months.size(); ++i) {
        const auto year = static_cast<std::size_t>((last - months[i].index()) / 12);
        years[year] = years[year] || counts[i] > 0;
    }
    return std::find(years.begin(), years.end(), false) == years.end();
}

TrendTests test_trends(const LayerMonths& months, const AreaMonths& counts, std::size_t areas,
                       unsigned threads)
{
    TrendTests tests{std::vector<double>(areas, kNaN), std::vector<double>(areas, kNaN),
                     std::vector<std::uint8_t>(areas, 0)};
    if (!months.no_trend.empty()) {
        return tests;
    }
    for_each_run(areas, kRun, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t area = begin; area < end; ++area) {
            const auto by_month = counts.trend_of(area);
            if (std::any_of(by_month.begin(), by_month.end(),
                            [](std::uint32_t count) { return count > 0; })) {
                const auto test = stats::mann_kendall(stats::daily_rates(by_month, months.trend));
                tests.z[area] = test.z;
                tests.p[area] = test.p;
                tests.every_year[area] = has_some_every_year(by_month, months.trend) ? 1 : 0;
            }
        }
    });
    return tests;
}

/// NaN where the cell is absent or the table has no such column.
double real_of(const FeatureTable& table, std::size_t row, std::optional<std::size_t> column)
{
    const double* const value = column ? std::get_if<double>(&table.rows[row][*column]) : nullptr;
    return value == nullptr ? kNaN : *value;
}

void count_trend(stats::AreaTrend trend, TrendCounts& counts)
{
    counts.emerging += trend == stats::AreaTrend::emerging ? 1U : 0U;
    counts.persistent += trend == stats::AreaTrend::persistent ? 1U : 0U;
    counts.fading += trend == stats::AreaTrend::fading ? 1U : 0U;
}

TrendCounts add_trend_columns(const std::string& prefix, const TrendTests& tests,
                              FeatureTable& table)
{
    const auto adjusted = stats::adjust_benjamini_hochberg(tests.p);
    const auto gi_star_z = table.find_column(prefix + "gi_star_z");
    const auto gi_star_p = table.find_column(prefix + "gi_star_p_bh");
    const auto change_p = table.find_column(prefix + "change_p_bh");
    TrendCounts counts;
    std::vector<AttributeValue> names(table.size());
    for (std::size_t area = 0; area < table.size(); ++area) {
        const stats::AreaTrend trend =
            stats::area_trend({tests.z[area], adjusted[area], real_of(table, area, gi_star_z),
                               real_of(table, area, gi_star_p), real_of(table, area, change_p),
                               tests.every_year[area] != 0});
        counts.tested += std::isnan(tests.p[area]) ? 0U : 1U;
        count_trend(trend, counts);
        if (trend != stats::AreaTrend::none) {
            names[area] = std::string(stats::trend_text(trend));
        }
    }
    table.add_column({prefix + "trend_z", ColumnType::real}, real_cells(tests.z));
    table.add_column({prefix + "trend_p", ColumnType::real}, real_cells(tests.p));
    table.add_column({prefix + "trend_p_bh", ColumnType::real}, real_cells(adjusted));
    table.add_column({prefix + "trend", ColumnType::text}, std::move(names));
    return counts;
}

}  // namespace

TrendCounts add_layer_over_time(const AnalysisInput& input, const LayerAnalysis& analysis,
                                const AreaSetData& set, const AreaMembership& membership,
                                const LayerMonths& months, FeatureTable& table)
{
    const std::string prefix = column_prefix(analysis.layer->id);
    const std::size_t areas = set.areas.size();
    const AreaMonths counts = count_area_months(input, *analysis.layer, months, membership, areas);
    add_change_columns(prefix, months, counts, input.threads, table);
    const TrendTests tests = test_trends(months, counts, areas, input.threads);
    const TrendCounts trends = add_trend_columns(prefix, tests, table);
    add_months_missing(*analysis.layer, months, table);
    return trends;
}

void add_months_missing(const project::Layer& layer, const LayerMonths& months, FeatureTable& table)
{
    const auto missing = static_cast<std::int64_t>(months.missing_count());
    table.add_column({column_prefix(layer.id) + "months_missing", ColumnType::integer},
                     std::vector<AttributeValue>(table.size(), missing));
}

}  // namespace heatward::pipeline

#include "heatward/pipeline/trend_areas.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "area_ranking.hpp"
#include "column_figures.hpp"
#include "heatward/stats/area_trend.hpp"
#include "layer_columns.hpp"

namespace heatward::pipeline {
namespace {

/// Picks areas out of a set's table.
class TrendColumns {
public:
    TrendColumns(const std::string& layer_id, const FeatureTable& table)
        : m_table(table),
          m_prefix(column_prefix(layer_id)),
          m_trend_p(figures("trend_p_bh")),
          m_gi_star_p(figures("gi_star_p_bh")),
          m_before(figures("change_before")),
          m_after(figures("change_after")),
          m_ratio(figures("change_ratio"))
    {
    }

    [[nodiscard]] std::vector<double> figures(const char* name) const
    {
        return column_figures(m_table, m_prefix + name);
    }

    [[nodiscard]] std::vector<TrendArea> called(stats::AreaTrend trend,
                                                const std::vector<double>& p,
                                                const std::vector<double>& z) const
    {
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < m_table.size(); ++row) {
            if (m_table.text(row, m_prefix + "trend") == stats::trend_text(trend)) {
                rows.push_back(row);
            }
        }
        std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
            return p[a] != p[b] ? p[a] < p[b] : std::abs(z[a]) > std::abs(z[b]);
        });
        rows.resize(std::min(rows.size(), kMostTrendAreas));
        std::vector<TrendArea> areas;
        for (const std::size_t row : rows) {
            areas.push_back(area(row));
        }
        return areas;
    }

private:
    [[nodiscard]] TrendArea area(std::size_t row) const
    {
        const auto known = [row](const std::vector<double>& values) {
            return std::isnan(values[row]) ? std::nullopt : std::optional(values[row]);
        };
        const auto count = [row](const std::vector<double>& values) {
            return std::isnan(values[row]) ? std::nullopt
                                           : std::optional(static_cast<std::int64_t>(values[row]));
        };
        return {area_name(m_table, row), known(m_trend_p), known(m_gi_star_p),
                count(m_before),         count(m_after),   known(m_ratio)};
    }

    const FeatureTable& m_table;
    std::string m_prefix;
    std::vector<double> m_trend_p, m_gi_star_p, m_before, m_after, m_ratio;
};

}  // namespace

TrendAreas trend_areas(const std::string& layer_id, const FeatureTable& table)
{
    const TrendColumns columns(layer_id, table);
    const auto trend_p = columns.figures("trend_p_bh");
    const auto trend_z = columns.figures("trend_z");
    return {columns.called(stats::AreaTrend::emerging, trend_p, trend_z),
            columns.called(stats::AreaTrend::persistent, columns.figures("gi_star_p_bh"),
                           columns.figures("gi_star_z")),
            columns.called(stats::AreaTrend::fading, trend_p, trend_z)};
}

}  // namespace heatward::pipeline

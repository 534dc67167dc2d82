#include "heatward/pipeline/trend_areas.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string_view>
#include <variant>

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
          m_ratio(figures("change_ratio")),
          m_change_p(figures("change_p_bh"))
    {
    }

    [[nodiscard]] std::vector<TrendArea> called(stats::AreaTrend trend) const
    {
        const bool is_persistent = trend == stats::AreaTrend::persistent;
        const std::vector<double>& p = is_persistent ? m_gi_star_p : m_trend_p;
        const auto z = figures(is_persistent ? "gi_star_z" : "trend_z");
        std::vector<std::size_t> rows = rows_called(stats::trend_text(trend));
        // Whatever is called so has both figures.
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
    [[nodiscard]] std::vector<double> figures(const char* name) const
    {
        return column_figures(m_table, m_prefix + name);
    }

    [[nodiscard]] std::vector<std::size_t> rows_called(std::string_view text) const
    {
        const auto column = m_table.find_column(m_prefix + "trend");
        if (!column) {
            throw std::out_of_range(m_prefix + "trend");
        }
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < m_table.size(); ++row) {
            const auto* const called = std::get_if<std::string>(&m_table.rows[row][*column]);
            if (called != nullptr && *called == text) {
                rows.push_back(row);
            }
        }
        return rows;
    }

    [[nodiscard]] TrendArea area(std::size_t row) const
    {
        const auto known = [row](const std::vector<double>& values) {
            return std::isnan(values[row]) ? std::nullopt : std::optional(values[row]);
        };
        const auto count = [row](const std::vector<double>& values) {
            return std::isnan(values[row]) ? std::nullopt
                                           : std::optional(static_cast<std::int64_t>(values[row]));
        };
        return {area_name(m_table, row), known(m_trend_p), known(m_gi_star_p), count(m_before),
                count(m_after),          known(m_ratio),   known(m_change_p)};
    }

    const FeatureTable& m_table;
    std::string m_prefix;
    std::vector<double> m_trend_p, m_gi_star_p, m_before, m_after, m_ratio, m_change_p;
};

}  // namespace

TrendAreas trend_areas(const std::string& layer_id, const FeatureTable& table)
{
    const TrendColumns columns(layer_id, table);
    return {columns.called(stats::AreaTrend::emerging),
            columns.called(stats::AreaTrend::persistent), columns.called(stats::AreaTrend::fading)};
}

}  // namespace heatward::pipeline

#include "area_ranking.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "column_figures.hpp"
#include "draw_seed.hpp"
#include "heatward/stats/rank.hpp"
#include "heatward/stats/rank_bootstrap.hpp"
#include "layer_columns.hpp"

namespace heatward::pipeline {
namespace {

/// The 25th rank from either end of 1,000 is steady to a few places, and ten times as many draws
/// are not worth their time.
constexpr std::uint32_t kDraws = 1000;

/// Measures that an area may be on top by, and their columns.
constexpr std::array<std::pair<const char*, const char*>, 4> kMeasures{
    {{"count", "count"},
     {"rate", "rate_per_1000"},
     {"harm", "harm"},
     {"eb_rate", "eb_rate_per_1000"}}};

/// Of each row the measures by which it is among the top, joined by "; ".
std::vector<std::string> top_by(const FeatureTable& table, const std::string& prefix,
                                std::size_t top)
{
    std::vector<std::string> texts(table.size());
    for (const auto& [name, column] : kMeasures) {
        const auto ranks = ranks_of_some(column_figures(table, prefix + column));
        for (std::size_t row = 0; row < texts.size(); ++row) {
            if (ranks[row] >= 1 && ranks[row] <= top) {
                texts[row] += (texts[row].empty() ? "" : "; ") + std::string(name);
            }
        }
    }
    return texts;
}

/// Empty where the area has nothing that draws could vary.
std::vector<AttributeValue> limit_cells(const std::vector<std::uint32_t>& limits,
                                        const std::vector<bool>& has_any)
{
    std::vector<AttributeValue> cells(limits.size());
    for (std::size_t row = 0; row < limits.size(); ++row) {
        if (has_any[row]) {
            cells[row] = static_cast<std::int64_t>(limits[row]);
        }
    }
    return cells;
}

/// Widens intervals that miss the area's own rank: areas that tie share the best of their ranks,
/// and draws seldom leave them tied.
void include_own_ranks(const std::vector<double>& ranks, stats::RankBootstrap& drawn)
{
    for (std::size_t row = 0; row < ranks.size(); ++row) {
        const auto rank = static_cast<std::uint32_t>(ranks[row]);
        drawn.low[row] = std::min(drawn.low[row], rank);
        drawn.high[row] = std::max(drawn.high[row], rank);
    }
}

std::vector<AttributeValue> text_cells(const std::vector<std::string>& texts)
{
    std::vector<AttributeValue> cells;
    for (const std::string& text : texts) {
        AttributeValue& cell = cells.emplace_back();
        if (!text.empty()) {
            cell = text;
        }
    }
    return cells;
}

std::vector<std::string> stabilities(const stats::RankBootstrap& drawn)
{
    std::vector<std::string> texts;
    for (const double share : drawn.top_share) {
        texts.emplace_back(stats::top_stability(share));
    }
    return texts;
}

/// Picks the head of a ranking out of what was worked out of all its areas.
class RankingHead {
public:
    RankingHead(const FeatureTable& table, const std::string& prefix,
                const stats::RankBootstrap& drawn, const std::vector<std::string>& by)
        : m_table(table),
          m_drawn(drawn),
          m_by(by),
          m_rank(column_figures(table, prefix + "rank")),
          m_count(column_figures(table, prefix + "count")),
          m_rate(column_figures(table, prefix + "rate_per_1000")),
          m_harm(column_figures(table, prefix + "harm"))
    {
    }

    [[nodiscard]] SetRanking pick(std::size_t top, const std::vector<bool>& has_any) const
    {
        SetRanking head;
        std::vector<std::size_t> on_top;
        std::vector<std::size_t> beyond;
        for (std::size_t row = 0; row < m_table.size(); ++row) {
            const std::string_view stability = stats::top_stability(m_drawn.top_share[row]);
            head.firm += stability == "firm" ? std::size_t{1} : std::size_t{0};
            head.fragile += stability == "fragile" ? std::size_t{1} : std::size_t{0};
            if (has_any[row] && m_rank[row] <= static_cast<double>(top)) {
                on_top.push_back(row);
            } else if (!stability.empty()) {
                beyond.push_back(row);
            }
        }
        std::stable_sort(on_top.begin(), on_top.end(),
                         [&](auto a, auto b) { return m_rank[a] < m_rank[b]; });
        std::stable_sort(beyond.begin(), beyond.end(), [&](auto a, auto b) {
            return m_drawn.top_share[a] > m_drawn.top_share[b];
        });
        head.in_top = on_top.size();
        head.top = rows(on_top, kMostListed);
        head.beyond = rows(beyond, top);
        return head;
    }

private:
    [[nodiscard]] std::vector<RankedArea> rows(const std::vector<std::size_t>& places,
                                               std::size_t at_most) const
    {
        std::vector<RankedArea> areas;
        for (std::size_t i = 0; i < std::min(places.size(), at_most); ++i) {
            areas.push_back(ranked(places[i]));
        }
        return areas;
    }

    [[nodiscard]] RankedArea ranked(std::size_t row) const
    {
        const auto known = [](double figure) {
            return std::isnan(figure) ? std::nullopt : std::optional(figure);
        };
        RankedArea area;
        area.area = area_name(m_table, row);
        area.rank = static_cast<std::int64_t>(m_rank[row]);
        area.count = static_cast<std::int64_t>(m_count[row]);
        area.rate_per_1000 = known(m_rate[row]);
        area.harm = known(m_harm[row]);
        area.rank_low = m_drawn.low[row];
        area.rank_high = m_drawn.high[row];
        area.top_share = m_drawn.top_share[row];
        area.top_stability = stats::top_stability(area.top_share);
        area.top_by = m_by[row];
        return area;
    }

    const FeatureTable& m_table;
    const stats::RankBootstrap& m_drawn;
    const std::vector<std::string>& m_by;
    std::vector<double> m_rank, m_count, m_rate, m_harm;
};

std::vector<bool> areas_with_any(std::size_t areas, const std::vector<stats::WeightedCount>& cells)
{
    std::vector<bool> has_any(areas, false);
    for (const stats::WeightedCount& cell : cells) {
        has_any[cell.area] = has_any[cell.area] || (cell.count > 0 && cell.weight > 0);
    }
    return has_any;
}

}  // namespace

std::size_t places_on_top(const project::Project& project)
{
    return static_cast<std::size_t>(project.evidence.value_or(project::Evidence()).top);
}

std::vector<std::uint32_t> ranks_of_some(const std::vector<double>& figures)
{
    auto ranks = stats::competition_ranks(figures);
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        ranks[i] = figures[i] > 0 ? ranks[i] : 0;
    }
    return ranks;
}

AreaName area_name(const FeatureTable& table, std::size_t row)
{
    return {table.text(row, "code"), table.text(row, "name")};
}

SetRanking add_ranking(const AnalysisInput& input, const project::Layer& layer,
                       const std::vector<stats::WeightedCount>& cells, FeatureTable& table)
{
    const std::string prefix = column_prefix(layer.id);
    const std::size_t top = places_on_top(*input.project);
    stats::RankBootstrapOptions options;
    options.draws = kDraws;
    options.top = static_cast<std::uint32_t>(top);
    options.seed = kDrawSeed;
    options.threads = input.threads;
    stats::RankBootstrap drawn = stats::bootstrap_ranks(table.size(), cells, options);
    include_own_ranks(column_figures(table, prefix + "rank"), drawn);
    const auto by = top_by(table, prefix, top);
    const auto has_any = areas_with_any(table.size(), cells);
    SetRanking head = RankingHead(table, prefix, drawn, by).pick(top, has_any);
    table.add_column({prefix + "rank_low", ColumnType::integer}, limit_cells(drawn.low, has_any));
    table.add_column({prefix + "rank_high", ColumnType::integer}, limit_cells(drawn.high, has_any));
    table.add_column({prefix + "top_share", ColumnType::real}, real_cells(drawn.top_share));
    table.add_column({prefix + "top_stability", ColumnType::text}, text_cells(stabilities(drawn)));
    table.add_column({prefix + "top_by", ColumnType::text}, text_cells(by));
    return head;
}

}  // namespace heatward::pipeline

#include "heatward/stats/rank_bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "drawn_ranks.hpp"
#include "heatward/core/error.hpp"
#include "heatward/core/parallel.hpp"
#include "heatward/stats/poisson_sampler.hpp"
#include "heatward/stats/random_stream.hpp"

namespace heatward::stats {
namespace {

/// Areas whose extremes are brought up to date at once, so that they stay in the cache.
constexpr std::size_t kAreasAtOnce = 1024;
/// Ranks held between drawing and folding: 64 MB.
constexpr std::size_t kRanksHeld = std::size_t{16} << 20U;
constexpr std::size_t kMostDrawsHeld = 64;
/// Draws that one thread ranks with the same room.
constexpr std::size_t kDrawsAtOnce = 4;

void require_sound(std::size_t areas, std::span<const WeightedCount> cells,
                   const RankBootstrapOptions& options)
{
    if (options.draws == 0) {
        throw DataError("a bootstrap needs at least one draw");
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].area >= areas) {
            throw DataError(
                fmt::format("cell {} is of area {}, and there are {}", i, cells[i].area, areas));
        }
        if (i > 0 && cells[i].area < cells[i - 1].area) {
            throw DataError(fmt::format("cell {} is not in the order of areas", i));
        }
        if (!(cells[i].weight >= 0) || !std::isfinite(cells[i].weight)) {
            throw DataError(
                fmt::format("cell {} has weight {}; it must be 0 or more", i, cells[i].weight));
        }
    }
}

/// The areas that have anything, with their cells' samplers.
class DrawnAreas {
public:
    explicit DrawnAreas(std::span<const WeightedCount> cells)
    {
        for (const WeightedCount& cell : cells) {
            if (cell.count > 0 && cell.weight > 0) {
                add(cell);
            }
        }
    }

    [[nodiscard]] std::size_t size() const { return m_area.size(); }
    /// The area's index among all.
    [[nodiscard]] std::uint32_t area(std::size_t i) const { return m_area[i]; }

    /// Σ weight of each of these areas in one draw.
    void draw(RandomStream& random, std::vector<double>& values) const
    {
        values.assign(m_area.size(), 0);
        for (const Cell& cell : m_cells) {
            values[cell.place] +=
                cell.weight * static_cast<double>(m_samplers[cell.sampler].draw(random));
        }
    }

private:
    struct Cell {
        std::uint32_t place;
        std::uint32_t sampler;
        double weight;
    };

    void add(const WeightedCount& cell)
    {
        const auto [sampler, is_new] =
            m_sampler_of.emplace(cell.count, static_cast<std::uint32_t>(m_samplers.size()));
        if (is_new) {
            m_samplers.emplace_back(static_cast<double>(cell.count));
        }
        if (m_area.empty() || m_area.back() != cell.area) {
            m_area.push_back(cell.area);
        }
        m_cells.push_back(
            {static_cast<std::uint32_t>(m_area.size() - 1), sampler->second, cell.weight});
    }

    std::vector<std::uint32_t> m_area;
    std::vector<Cell> m_cells;
    std::vector<PoissonSampler> m_samplers;
    std::unordered_map<std::uint64_t, std::uint32_t> m_sampler_of;
};

/// The few best and worst ranks of each area, which are all that the limits need.
class ExtremeRanks {
public:
    ExtremeRanks(std::size_t areas, std::uint32_t draws)
        : m_best(place_of(25, draws)),
          m_worst(draws - place_of(975, draws) + 1),
          m_ranks(areas * (m_best + m_worst))
    {
    }

    /// The area's rank in the draw; draws come in ascending order.
    void add(std::size_t area, std::size_t draw, std::uint32_t rank)
    {
        const auto best = first(area);
        keep(best, best + offset(m_best), draw, rank, std::less<>());
        keep(best + offset(m_best), best + offset(m_best + m_worst), draw, rank, std::greater<>());
    }

    [[nodiscard]] std::uint32_t low(std::size_t area) const
    {
        return m_ranks[area * (m_best + m_worst)];
    }
    [[nodiscard]] std::uint32_t high(std::size_t area) const
    {
        return m_ranks[area * (m_best + m_worst) + m_best];
    }

private:
    using Iterator = std::vector<std::uint32_t>::iterator;

    /// The place, from 1, of the quantile that `per_mille` of the draws reach.
    static std::size_t place_of(std::size_t per_mille, std::uint32_t draws)
    {
        return (draws * per_mille + 999) / 1000;
    }
    static std::ptrdiff_t offset(std::size_t n) { return static_cast<std::ptrdiff_t>(n); }
    Iterator first(std::size_t area) { return m_ranks.begin() + offset(area * (m_best + m_worst)); }

    /// A heap whose front is the one to give way first.
    template <class Before>
    static void keep(Iterator begin, Iterator end, std::size_t draw, std::uint32_t rank,
                     Before before)
    {
        const auto room = static_cast<std::size_t>(end - begin);
        if (draw < room) {
            *(begin + offset(draw)) = rank;
            std::push_heap(begin, begin + offset(draw + 1), before);
        } else if (before(rank, *begin)) {
            std::pop_heap(begin, end, before);
            *(end - 1) = rank;
            std::push_heap(begin, end, before);
        }
    }

    std::size_t m_best;
    std::size_t m_worst;
    std::vector<std::uint32_t> m_ranks;
};

/// Draws by draws: many are ranked at once, then folded into what is kept of each area.
class Bootstrap {
public:
    Bootstrap(const DrawnAreas& drawn, const RankBootstrapOptions& options)
        : m_drawn(drawn),
          m_options(options),
          // One more stands for all areas that have nothing in any draw.
          m_columns(drawn.size() + 1),
          m_held(std::clamp(kRanksHeld / m_columns, std::size_t{1}, kMostDrawsHeld)),
          m_ranks(m_held * m_columns),
          m_extremes(m_columns, options.draws),
          m_in_top(m_columns, 0)
    {
    }

    void run()
    {
        for (std::size_t first = 0; first < m_options.draws; first += m_held) {
            const std::size_t draws = std::min<std::size_t>(m_held, m_options.draws - first);
            for_each_run(
                draws, kDrawsAtOnce, m_options.threads,
                [&](std::size_t begin, std::size_t end) { rank_draws(first, begin, end); });
            for_each_run(
                m_columns, kAreasAtOnce, m_options.threads,
                [&](std::size_t begin, std::size_t end) { fold(first, draws, begin, end); });
        }
    }

    [[nodiscard]] RankBootstrap result(std::size_t areas) const
    {
        const std::size_t rest = m_drawn.size();
        RankBootstrap result;
        result.low.assign(areas, m_extremes.low(rest));
        result.high.assign(areas, m_extremes.high(rest));
        result.top_share.assign(areas, 0);
        for (std::size_t i = 0; i < rest; ++i) {
            result.low[m_drawn.area(i)] = m_extremes.low(i);
            result.high[m_drawn.area(i)] = m_extremes.high(i);
            result.top_share[m_drawn.area(i)] =
                static_cast<double>(m_in_top[i]) / static_cast<double>(m_options.draws);
        }
        return result;
    }

private:
    void rank_draws(std::size_t first, std::size_t begin, std::size_t end)
    {
        DrawnRanks ranking;
        std::vector<double> values;
        for (std::size_t row = begin; row < end; ++row) {
            RandomStream random(m_options.seed, first + row);
            m_drawn.draw(random, values);
            const std::span ranks = std::span(m_ranks).subspan(row * m_columns, m_columns);
            ranks.back() = ranking.rank(values, ranks.first(m_drawn.size()));
        }
    }

    void fold(std::size_t first, std::size_t draws, std::size_t begin, std::size_t end)
    {
        for (std::size_t row = 0; row < draws; ++row) {
            const std::span ranks = std::span(m_ranks).subspan(row * m_columns, m_columns);
            const std::uint32_t rank_of_nothing = ranks.back();
            for (std::size_t i = begin; i < end; ++i) {
                m_extremes.add(i, first + row, ranks[i]);
                m_in_top[i] += ranks[i] <= m_options.top && ranks[i] < rank_of_nothing ? 1U : 0U;
            }
        }
    }

    const DrawnAreas& m_drawn;
    const RankBootstrapOptions& m_options;
    std::size_t m_columns;
    std::size_t m_held;
    std::vector<std::uint32_t> m_ranks;  ///< held draw × column
    ExtremeRanks m_extremes;
    std::vector<std::uint32_t> m_in_top;
};

}  // namespace

RankBootstrap bootstrap_ranks(std::size_t areas, std::span<const WeightedCount> cells,
                              const RankBootstrapOptions& options)
{
    require_sound(areas, cells, options);
    const DrawnAreas drawn(cells);
    Bootstrap bootstrap(drawn, options);
    bootstrap.run();
    return bootstrap.result(areas);
}

std::string_view top_stability(double top_share)
{
    return top_share >= kFirmShare ? "firm" : top_share >= kFragileShare ? "fragile" : "";
}

}  // namespace heatward::stats

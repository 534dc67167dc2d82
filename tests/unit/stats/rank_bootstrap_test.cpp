#include "heatward/stats/rank_bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/stats/poisson_sampler.hpp"
#include "heatward/stats/rank.hpp"

namespace heatward::stats {
namespace {

double probability(double mean, int k)
{
    return std::exp(k * std::log(mean) - mean - std::lgamma(k + 1.0));
}

/// P(X ≥ Y and X > 0) of independent Poisson numbers.
double chance_of_top(double x_mean, double y_mean)
{
    double chance = 0;
    double y_at_most = probability(y_mean, 0);
    for (int x = 1; x < 400; ++x) {
        y_at_most += probability(y_mean, x);
        chance += probability(x_mean, x) * y_at_most;
    }
    return chance;
}

TEST(RankBootstrap, SharesAgreeWithTheExactProbability)
{
    RankBootstrapOptions options;
    options.draws = 20'000;
    options.top = 1;
    for (const auto& [first, second] : {std::pair(10, 6), std::pair(100, 80), std::pair(3, 3)}) {
        const std::vector<WeightedCount> cells{{0, 1, static_cast<std::uint64_t>(first)},
                                               {1, 1, static_cast<std::uint64_t>(second)}};
        const RankBootstrap ranks = bootstrap_ranks(2, cells, options);
        const double expected = chance_of_top(first, second);
        const double slack = 4 * std::sqrt(0.25 / options.draws);
        EXPECT_NEAR(ranks.top_share[0], expected, slack);
        EXPECT_NEAR(ranks.top_share[1], chance_of_top(second, first), slack);
    }
}

TEST(RankBootstrap, HarmMakesRareIncidentsUncertain)
{
    // 2 incidents of harm 100 and 200 of harm 1 weigh the same; the former vary ten times as much.
    const std::vector<WeightedCount> cells{{0, 100, 2}, {1, 1, 200}, {2, 1, 150}};
    RankBootstrapOptions options;
    options.top = 1;
    options.draws = 20'000;
    const RankBootstrap ranks = bootstrap_ranks(3, cells, options);
    // Area 0 draws 0 or 1 incidents in 41 % of draws, and is then below 150.
    EXPECT_NEAR(ranks.top_share[0], 1 - 3 * std::exp(-2.0) - probability(2, 2) / 2, 0.03);
    EXPECT_EQ(ranks.low[0], 1U);
    EXPECT_EQ(ranks.high[0], 3U);
    EXPECT_EQ(ranks.high[1], 2U);
}

/// The same draws, ranked and sorted in the plainest way.
RankBootstrap plain_bootstrap(std::size_t areas, const std::vector<WeightedCount>& cells,
                              const RankBootstrapOptions& options)
{
    std::vector<std::vector<std::uint32_t>> ranks(areas);
    RankBootstrap result{{}, {}, std::vector<double>(areas, 0)};
    for (std::uint32_t draw = 0; draw < options.draws; ++draw) {
        RandomStream random(options.seed, draw);
        std::vector<double> values(areas, 0);
        for (const WeightedCount& cell : cells) {
            if (cell.count > 0 && cell.weight > 0) {
                const PoissonSampler sampler(static_cast<double>(cell.count));
                values[cell.area] += cell.weight * static_cast<double>(sampler.draw(random));
            }
        }
        const auto of_draw = competition_ranks(values);
        for (std::size_t area = 0; area < areas; ++area) {
            ranks[area].push_back(of_draw[area]);
            result.top_share[area] +=
                of_draw[area] <= options.top && values[area] > 0 ? 1.0 / options.draws : 0;
        }
    }
    for (auto& of_area : ranks) {
        std::sort(of_area.begin(), of_area.end());
        const auto place = [&](double share) {
            return static_cast<std::size_t>(std::ceil(share * options.draws - 1e-9)) - 1;
        };
        result.low.push_back(of_area[place(0.025)]);
        result.high.push_back(of_area[place(0.975)]);
    }
    return result;
}

std::vector<WeightedCount> random_cells(std::size_t areas)
{
    std::mt19937 engine(5);
    std::uniform_int_distribution<std::uint64_t> count(0, 90);
    std::vector<WeightedCount> cells;
    for (std::uint32_t area = 0; area < areas; ++area) {
        // A third of the areas have nothing at all.
        for (const double weight : {0.0, 1.0, 180.48}) {
            cells.push_back({area, weight, area % 3 == 0 ? 0 : count(engine)});
        }
    }
    return cells;
}

TEST(RankBootstrap, AgreesWithPlainRankingOfTheSameDraws)
{
    const auto cells = random_cells(60);
    for (const std::uint32_t draws : {1U, 7U, 40U, 137U, 1000U}) {
        RankBootstrapOptions options;
        options.draws = draws;
        options.seed = 9;
        const RankBootstrap ranks = bootstrap_ranks(60, cells, options);
        const RankBootstrap plain = plain_bootstrap(60, cells, options);
        EXPECT_EQ(ranks.low, plain.low) << draws;
        EXPECT_EQ(ranks.high, plain.high) << draws;
        for (std::size_t area = 0; area < 60; ++area) {
            EXPECT_NEAR(ranks.top_share[area], plain.top_share[area], 1e-9) << draws;
        }
    }
}

TEST(RankBootstrap, ThreadsHaveNoInfluence)
{
    const auto cells = random_cells(3000);
    RankBootstrapOptions options;
    const RankBootstrap one = bootstrap_ranks(3000, cells, options);
    options.threads = 5;
    const RankBootstrap five = bootstrap_ranks(3000, cells, options);
    EXPECT_EQ(one.low, five.low);
    EXPECT_EQ(one.high, five.high);
    EXPECT_EQ(one.top_share, five.top_share);
}

TEST(RankBootstrap, WithoutIncidentsNobodyIsAmongTheTop)
{
    const RankBootstrap ranks = bootstrap_ranks(3, {});
    EXPECT_EQ(ranks.low, (std::vector<std::uint32_t>{1, 1, 1}));
    EXPECT_EQ(ranks.high, (std::vector<std::uint32_t>{1, 1, 1}));
    EXPECT_EQ(ranks.top_share, (std::vector<double>{0, 0, 0}));
    EXPECT_TRUE(bootstrap_ranks(0, {}).low.empty());
}

TEST(RankBootstrap, OneIncidentInAllIsThereInTwoDrawsOfThree)
{
    RankBootstrapOptions options;
    options.draws = 20'000;
    const std::vector<WeightedCount> cells{{1, 1, 1}};
    const RankBootstrap ranks = bootstrap_ranks(3, cells, options);
    EXPECT_NEAR(ranks.top_share[1], 1 - std::exp(-1.0), 0.02);
    EXPECT_EQ(ranks.top_share[0], 0);
    EXPECT_EQ(ranks.low[1], 1U);
    EXPECT_EQ(ranks.high[1], 1U);
    EXPECT_EQ(ranks.high[0], 2U);
}

TEST(RankBootstrap, FewerAreasThanTheTopAreAllInIt)
{
    const std::vector<WeightedCount> cells{{0, 1, 1000}, {1, 1, 500}};
    const RankBootstrap ranks = bootstrap_ranks(2, cells);
    EXPECT_EQ(ranks.top_share, (std::vector<double>{1, 1}));
    EXPECT_EQ(ranks.low, (std::vector<std::uint32_t>{1, 2}));
    EXPECT_EQ(ranks.high, (std::vector<std::uint32_t>{1, 2}));
}

TEST(RankBootstrap, RefusesWhatItCannotRank)
{
    const std::vector<WeightedCount> beyond{{2, 1, 1}};
    EXPECT_THROW(bootstrap_ranks(2, beyond), DataError);
    const std::vector<WeightedCount> unsorted{{1, 1, 1}, {0, 1, 1}};
    EXPECT_THROW(bootstrap_ranks(2, unsorted), DataError);
    const std::vector<WeightedCount> negative{{0, -1, 1}};
    EXPECT_THROW(bootstrap_ranks(2, negative), DataError);
    RankBootstrapOptions none;
    none.draws = 0;
    EXPECT_THROW(bootstrap_ranks(2, {}, none), DataError);
}

TEST(RankBootstrap, StabilityInWords)
{
    EXPECT_EQ(top_stability(1), "firm");
    EXPECT_EQ(top_stability(0.95), "firm");
    EXPECT_EQ(top_stability(0.949), "fragile");
    EXPECT_EQ(top_stability(0.05), "fragile");
    EXPECT_EQ(top_stability(0.049), "");
}

}  // namespace
}  // namespace heatward::stats

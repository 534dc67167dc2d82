#include "heatward/stats/difference_in_differences.hpp"

#include <cmath>
#include <random>

#include <gmock/gmock.h>

namespace heatward::stats {
namespace {

using ::testing::HasSubstr;

using Months = std::vector<TreatedAndControl>;

TEST(DifferenceInDifferences, ByHand)
{
    // Sums: treated 120 → 84, control 300 → 290, the same share in every month: χ² is 0.
    const Months before{{60, 150}, {60, 150}, {0, 0}};
    const Months after{{42, 145}, {42, 145}, {0, 0}};
    const auto result = difference_in_differences(before, after);
    ASSERT_TRUE(result);
    EXPECT_NEAR(result->ratio, (84.0 / 120) / (290.0 / 300), 1e-12);
    EXPECT_EQ(result->dispersion, 1);
    EXPECT_EQ(result->months, 4U);  // those without any incident tell nothing
    // Student's t of 2 degrees: 4.30265.
    const double reach =
        4.302652729911275 * std::sqrt(1.0 / 120 + 1.0 / 84 + 1.0 / 300 + 1.0 / 290);
    EXPECT_NEAR(std::log(result->high / result->ratio), reach, 1e-9);
    EXPECT_NEAR(std::log(result->ratio / result->low), reach, 1e-9);
    EXPECT_FALSE(result->half_was_added);
    // Expected 120 · 290/300 = 116: 32 fewer.
    EXPECT_NEAR(result->difference, 84 - 116, 1e-9);
    EXPECT_NEAR(result->difference_low, 84 - 84 / result->low, 1e-9);
    EXPECT_NEAR(result->difference_high, 84 - 84 / result->high, 1e-9);
}

TEST(DifferenceInDifferences, DispersionIsPearsonsByHand)
{
    // Shares before 10/30 and 20/30 of 30 each: p = ½, χ² = 2 · 25/7.5; after 15/30 twice: 0.
    const auto result = difference_in_differences({{10, 20}, {20, 10}}, {{15, 15}, {15, 15}});
    ASSERT_TRUE(result);
    EXPECT_NEAR(result->dispersion, 2 * 25 / 7.5 / 2, 1e-12);
    EXPECT_NEAR(result->ratio, 1, 1e-12);
    EXPECT_NEAR(result->p, 1, 1e-12);
    EXPECT_NEAR(result->difference, 0, 1e-12);
}

TEST(DifferenceInDifferences, AddsAHalfWhereASumIsNought)
{
    const Months before(6, {4, 20});
    const Months after(6, {0, 20});
    const auto result = difference_in_differences(before, after);
    ASSERT_TRUE(result);
    EXPECT_TRUE(result->half_was_added);
    EXPECT_NEAR(result->ratio, (0.5 / 120.5) / (24.5 / 120.5), 1e-12);
    EXPECT_LT(result->high, 1);
    EXPECT_NEAR(result->difference, 0.5 - 24.5, 1e-9);
    EXPECT_LT(result->difference_high, 0);
}

TEST(DifferenceInDifferences, TooLittleIsNotCompared)
{
    const auto one_month = difference_in_differences({{50, 50}}, {{50, 50}, {1, 1}});
    ASSERT_FALSE(one_month);
    EXPECT_THAT(one_month.error().message, HasSubstr("1 before and 2 after"));
    const auto treated = difference_in_differences({{1, 9}, {1, 9}}, {{1, 9}, {1, 9}});
    ASSERT_FALSE(treated);
    EXPECT_THAT(treated.error().message, HasSubstr("treated area to compare (4 in all months"));
    const auto control = difference_in_differences({{9, 1}, {9, 1}}, {{9, 1}, {9, 0}});
    ASSERT_FALSE(control);
    EXPECT_THAT(control.error().message, HasSubstr("control area to compare (3 in all months"));
    EXPECT_FALSE(difference_in_differences({{9, 9}, {0, 0}}, {{9, 9}, {0, 0}}));
}

/// What the intervals do over many drawn years.
struct Coverage {
    double held = 0;       ///< share of the intervals that hold the ratio planted
    double found = 0;      ///< share that leave out 1
    double log_ratio = 0;  ///< mean
};

/// Treated and control areas with means 30 and 50 a month, a season and a common fall of a tenth;
/// each count's mean is multiplied with a gamma variable of mean 1 and the given variance, so that
/// counts of mean m have variance m + variance · m².
Coverage simulate(double planted, double extra_variance, unsigned seed)
{
    std::mt19937_64 random(seed);
    const auto draw = [&](double mean) -> std::uint64_t {
        if (extra_variance > 0) {
            mean *= std::gamma_distribution<double>(1 / extra_variance, extra_variance)(random);
        }
        return std::poisson_distribution<std::uint64_t>(mean)(random);
    };
    constexpr int draws = 4000;
    Coverage coverage;
    for (int i = 0; i < draws; ++i) {
        Months before;
        Months after;
        for (int month = 0; month < 9; ++month) {
            const double season = 1 + 0.3 * std::sin(month);
            before.push_back({draw(30 * season), draw(50 * season)});
            after.push_back({draw(30 * season * 0.9 * planted), draw(50 * season * 0.9)});
        }
        const auto result = difference_in_differences(before, after);
        EXPECT_TRUE(result);
        coverage.held += result->low <= planted && planted <= result->high ? 1.0 / draws : 0;
        coverage.found += result->high < 1 || result->low > 1 ? 1.0 / draws : 0;
        coverage.log_ratio += std::log(result->ratio) / draws;
    }
    return coverage;
}

TEST(DifferenceInDifferences, RecoversAPlantedFallWithItsNominalCoverage)
{
    const Coverage fall = simulate(0.7, 0, 41);
    EXPECT_NEAR(std::exp(fall.log_ratio), 0.7, 0.005);
    // A dispersion of at least 1 and Student's t make it a little wider than it need be.
    EXPECT_GE(fall.held, 0.945);
    EXPECT_LE(fall.held, 0.985);
    // log 0.7 is 3.0 standard errors, 2.1 of which reach to the limit.
    EXPECT_NEAR(fall.found, 0.81, 0.05);
    const Coverage nothing = simulate(1, 0, 42);
    EXPECT_LE(nothing.found, 0.055);
    EXPECT_GE(nothing.found, 0.015);
}

TEST(DifferenceInDifferences, KeepsItsCoverageWhereCountsVaryMoreThanPoisson)
{
    // Variance 2.5 and 3.5 times the mean: limits of Poisson counts would hold but three in four.
    const Coverage fall = simulate(0.7, 0.05, 43);
    EXPECT_NEAR(std::exp(fall.log_ratio), 0.7, 0.01);
    EXPECT_NEAR(fall.held, 0.95, 0.015);
    const Coverage nothing = simulate(1, 0.05, 44);
    EXPECT_NEAR(nothing.found, 0.05, 0.015);
}

}  // namespace
}  // namespace heatward::stats

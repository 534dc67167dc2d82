#include "heatward/stats/area_trend.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/stats/false_discovery.hpp"
#include "heatward/stats/mann_kendall.hpp"

namespace heatward::stats {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(AreaTrend, RatesAreOfTheMonthsDays)
{
    const std::vector<std::uint32_t> counts{62, 58, 28, 0};
    const std::vector<Month> months{{2024, 1}, {2024, 2}, {2025, 2}, {2025, 4}};
    EXPECT_THAT(daily_rates(counts, months), ::testing::ElementsAre(2, 2, 1, 0));
}

TEST(AreaTrend, WhatAnAreaIsCalled)
{
    EXPECT_EQ(area_trend({2.5, 0.05, kNaN, kNaN}), AreaTrend::emerging);
    EXPECT_EQ(area_trend({-2.5, 0.05, 4, 0.001}), AreaTrend::fading);
    EXPECT_EQ(area_trend({2.5, 0.051, 4, 0.05}), AreaTrend::persistent);
    EXPECT_EQ(area_trend({0, 1, 4, 0.051}), AreaTrend::none);
    EXPECT_EQ(area_trend({0, 1, -4, 0.001}), AreaTrend::none);
    EXPECT_EQ(area_trend({0, 1, kNaN, kNaN}), AreaTrend::none);
    // Hot through its neighbours alone, or not the same as a year before: not persistently so.
    EXPECT_EQ(area_trend({0, 1, 4, 0.01, 0.051, true}), AreaTrend::persistent);
    EXPECT_EQ(area_trend({0, 1, 4, 0.01, kNaN, true}), AreaTrend::persistent);
    EXPECT_EQ(area_trend({0, 1, 4, 0.01, 0.05, true}), AreaTrend::none);
    EXPECT_EQ(area_trend({0, 1, 4, 0.01, 1, false}), AreaTrend::none);
    EXPECT_EQ(area_trend({2.5, 0.05, 4, 0.01, 0.001, false}), AreaTrend::emerging);
    // Not tested: nobody can say that it has no trend.
    EXPECT_EQ(area_trend({kNaN, kNaN, 4, 0.001}), AreaTrend::none);
    EXPECT_EQ(trend_text(AreaTrend::emerging), "emerging");
    EXPECT_EQ(trend_text(AreaTrend::fading), "fading");
    EXPECT_EQ(trend_text(AreaTrend::persistent), "persistent");
    EXPECT_EQ(trend_text(AreaTrend::none), "");
}

/// A season of ±30 %, highest three months after `phase`.
double season_of(std::size_t month, int phase)
{
    return 1 + 0.3 * std::sin((static_cast<double>(month) - phase) * std::numbers::pi / 6);
}

/// Tested evidence of areas, with the share that pass at 5 % unadjusted.
struct Tested {
    std::vector<TrendEvidence> evidence;
    double raw_share = 0;
};

/// Adjusted p-values of areas over the months of a window that ends with December 2025, incidents a
/// month by `mean(area, month)`.
template <class Mean>
Tested tested(std::mt19937_64& random, const TrendWindow& window, std::size_t areas, Mean mean)
{
    const auto months =
        months_between(Month::from_index(Month{2026, 1}.index() - window.months), {2025, 12});
    Tested result;
    std::vector<TrendEvidence>& evidence = result.evidence;
    std::vector<double> p;
    for (std::size_t area = 0; area < areas; ++area) {
        std::vector<std::uint32_t> counts;
        for (std::size_t month = 0; month < months.size(); ++month) {
            counts.push_back(std::poisson_distribution<std::uint32_t>(mean(area, month))(random));
        }
        const MannKendall test = mann_kendall(daily_rates(counts, months));
        evidence.push_back({test.z, kNaN, kNaN, kNaN});
        p.push_back(test.p);
        result.raw_share += test.p <= kTrendLevel ? 1.0 / static_cast<double>(areas) : 0;
    }
    const auto adjusted = adjust_benjamini_hochberg(p);
    for (std::size_t area = 0; area < areas; ++area) {
        evidence[area].p_adjusted = adjusted[area];
    }
    return result;
}

TEST(AreaTrend, PlantedTrendsAreFoundAndFewOthersCalledSo)
{
    std::mt19937_64 random(11);
    // Of 200 areas the first 20 rise from 4 to 16 a month and the next 20 fall likewise.
    const auto evidence =
        tested(random, kTrendWindows.front(), 200, [](std::size_t area, std::size_t month) {
            const double step = 12 * static_cast<double>(month) / 35;
            return area < 20 ? 4 + step : area < 40 ? 16 - step : 6.0;
        }).evidence;
    for (std::size_t area = 0; area < 40; ++area) {
        EXPECT_EQ(area_trend(evidence[area]), area < 20 ? AreaTrend::emerging : AreaTrend::fading)
            << area;
    }
    int false_ones = 0;
    for (std::size_t area = 40; area < 200; ++area) {
        false_ones += area_trend(evidence[area]) != AreaTrend::none ? 1 : 0;
    }
    EXPECT_LE(false_ones, 6);
}

TEST(AreaTrend, WithoutTrendsMapsAreRarelyFlagged)
{
    std::mt19937_64 random(12);
    int flagged_maps = 0;
    constexpr int kMaps = 200;
    for (int map = 0; map < kMaps; ++map) {
        // With the seasons of a year, and areas as sparse as a hexagon.
        const auto evidence =
            tested(random, kTrendWindows.front(), 60, [](std::size_t area, std::size_t month) {
                return (area % 2 == 0 ? 8 : 0.3) * season_of(month, 0);
            }).evidence;
        bool is_flagged = false;
        for (const TrendEvidence& area : evidence) {
            is_flagged = is_flagged || area_trend(area) != AreaTrend::none;
        }
        flagged_maps += is_flagged ? 1 : 0;
    }
    // Without any trend the false discovery rate is the chance of one flag or more.
    EXPECT_LE(flagged_maps, 0.05 * kMaps + 3 * std::sqrt(0.05 * 0.95 * kMaps));
}

TEST(AreaTrend, ASeasonIsNoTrendWheneverItPeaks)
{
    constexpr std::size_t kAreas = 600;
    for (const TrendWindow& window : kTrendWindows) {
        std::mt19937_64 random(13);
        double raw = 0;
        int labels = 0;
        for (int phase = 0; phase < 12; ++phase) {
            const Tested result =
                tested(random, window, kAreas,
                       [&](std::size_t, std::size_t month) { return 8 * season_of(month, phase); });
            raw += result.raw_share / 12;
            labels += static_cast<int>(std::count_if(
                result.evidence.begin(), result.evidence.end(),
                [](const auto& area) { return area_trend(area) != AreaTrend::none; }));
        }
        // Within each of the years a season still rises or falls: of 36 months 5.4 % pass on
        // average of all phases, of 24 months 7.1 %; of 22 and 10 that are no whole years 6.4 %
        // and 14 % did.
        EXPECT_NEAR(raw, window.months == 36 ? 0.054 : 0.071, 0.012) << window.months;
        EXPECT_LE(labels, 12 * static_cast<int>(kAreas) / 200) << window.months;
    }
}

}  // namespace
}  // namespace heatward::stats

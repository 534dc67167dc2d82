#include "heatward/pipeline/area_over_time.hpp"

#include <cmath>
#include <random>

#include <gmock/gmock.h>

#include "heatward/stats/rate_ratio.hpp"
#include "over_time_fixture.hpp"

namespace heatward::pipeline {
namespace {

class AreaOverTimeTest : public OverTimeTest {
protected:
    FeatureTable table_of(std::size_t count, unsigned threads = 1)
    {
        const AreaSetData set = areas(count);
        FeatureTable table = area_table(set);
        for (const char* name : {"robbery_gi_star_z", "robbery_gi_star_p_bh"}) {
            table.add_column({name, ColumnType::real}, std::vector<AttributeValue>(count));
        }
        for (std::size_t i = 0; i < m_hot.size(); ++i) {
            table.rows[i].end()[-2] = 3.0;
            table.rows[i].back() = m_hot[i];
        }
        const LayerAnalysis layer = analysis();
        const LayerMonths of = layer_months(input(), this->layer());
        m_trends = add_layer_over_time(input(threads), layer, set, AreaMembership(set, m_incidents),
                                       of, table);
        return table;
    }

    std::vector<double> m_hot;  ///< adjusted p of a Gi* above 0, of the first areas
    TrendCounts m_trends;
};

TEST_F(AreaOverTimeTest, EachAreaIsComparedWithItsYearBefore)
{
    m_supply[0].periods = {{2024, 1}, {2024, 2}, {2025, 1}, {2025, 2}, {2025, 3}};
    add({2024, 1}, 6, 0);
    add({2025, 2}, 3, 0);
    add({2025, 3}, 50, 0);  // without a March of 2024
    add({2025, 1}, 4, 1);
    const FeatureTable table = table_of(3);
    EXPECT_EQ(real(table, 0, "robbery_change_before"), 6);
    EXPECT_EQ(real(table, 0, "robbery_change_after"), 3);
    const auto ratio = stats::compare_rates({6, 2}, {3, 2});
    EXPECT_DOUBLE_EQ(real(table, 0, "robbery_change_ratio"), 0.5);
    EXPECT_DOUBLE_EQ(real(table, 0, "robbery_change_low"), ratio.low);
    EXPECT_DOUBLE_EQ(real(table, 0, "robbery_change_high"), ratio.high);
    // 2 · P(X ≤ 3 | 9, ½) = 2 · 130/512.
    EXPECT_NEAR(real(table, 0, "robbery_change_p"), 260.0 / 512, 1e-12);
    // An earlier 0 has no ratio, but limits and p: 2 · ½⁴.
    EXPECT_EQ(real(table, 1, "robbery_change_before"), 0);
    EXPECT_TRUE(std::isnan(real(table, 1, "robbery_change_ratio")));
    EXPECT_TRUE(std::isnan(real(table, 1, "robbery_change_high")));
    EXPECT_GT(real(table, 1, "robbery_change_low"), 0);
    EXPECT_NEAR(real(table, 1, "robbery_change_p"), 0.125, 1e-12);
    // Two tests: the smaller p doubles.
    EXPECT_NEAR(real(table, 1, "robbery_change_p_bh"), 0.25, 1e-12);
    EXPECT_NEAR(real(table, 0, "robbery_change_p_bh"), 260.0 / 512, 1e-12);
    // Nothing in either year: counts of 0, and no test.
    EXPECT_EQ(real(table, 2, "robbery_change_after"), 0);
    for (const char* name : {"ratio", "low", "high", "p", "p_bh"}) {
        EXPECT_TRUE(std::isnan(real(table, 2, std::string("robbery_change_") + name))) << name;
    }
    for (std::size_t area = 0; area < 3; ++area) {
        EXPECT_EQ(real(table, area, "robbery_months_missing"), 9);
    }
}

TEST_F(AreaOverTimeTest, WithoutMonthsToCompareCellsAreEmpty)
{
    m_supply[0].periods = months("2025-01", "2025-06");
    add({2025, 1}, 5, 0);
    const FeatureTable table = table_of(2);
    for (const char* name :
         {"change_before", "change_after", "change_ratio", "change_low", "change_high", "change_p",
          "change_p_bh", "trend_z", "trend_p", "trend_p_bh"}) {
        EXPECT_TRUE(std::isnan(real(table, 0, std::string("robbery_") + name))) << name;
    }
    EXPECT_EQ(table.text(0, "robbery_trend"), "");
    EXPECT_EQ(real(table, 0, "robbery_months_missing"), 6);
}

TEST_F(AreaOverTimeTest, OnlyTheSourceThatHasBothYearsCounts)
{
    use_both_sources();
    m_supply[0].periods = months("2024-01", "2025-12");
    m_supply[1].periods = months("2025-01", "2025-12");
    add({2024, 5}, 2, 0);
    add({2025, 5}, 3, 0);
    add({2025, 5}, 40, 0, 1);
    const FeatureTable table = table_of(1);
    EXPECT_EQ(real(table, 0, "robbery_change_before"), 2);
    EXPECT_EQ(real(table, 0, "robbery_change_after"), 3);
    EXPECT_EQ(real(table, 0, "robbery_months_missing"), 0);
}

TEST_F(AreaOverTimeTest, IncidentsBeyondTheStudyAreaCountInTheirArea)
{
    m_supply[0].periods = months("2024-01", "2025-12");
    add({2025, 5}, 1, 0);
    m_incidents.located.front().in_study_area = false;
    EXPECT_EQ(real(table_of(1), 0, "robbery_change_after"), 1);
}

TEST_F(AreaOverTimeTest, PlantedTrendsAreCalledByTheirNames)
{
    m_supply[0].periods = months("2023-01", "2025-12");
    std::mt19937_64 random(7);
    for (std::size_t area = 0; area < 39; ++area) {
        int step = 0;
        for (const Month& month : m_supply[0].periods) {
            const double mean = area == 0 ? 4 + step * 0.4 : area == 1 ? 18 - step * 0.4 : 9.0;
            add(month, std::poisson_distribution<std::size_t>(mean)(random), area);
            ++step;
        }
    }
    m_hot = {0.001, 0.001, 0.05, 0.06};
    const FeatureTable table = table_of(40);
    EXPECT_EQ(table.text(0, "robbery_trend"), "emerging");
    EXPECT_EQ(table.text(1, "robbery_trend"), "fading");
    EXPECT_EQ(table.text(2, "robbery_trend"), "persistent");
    EXPECT_EQ(table.text(3, "robbery_trend"), "");
    EXPECT_GT(real(table, 0, "robbery_trend_z"), 3);
    EXPECT_LE(real(table, 0, "robbery_trend_p"), real(table, 0, "robbery_trend_p_bh"));
    // The last area never had an incident: nobody can say what it does.
    EXPECT_TRUE(std::isnan(real(table, 39, "robbery_trend_z")));
    EXPECT_TRUE(std::isnan(real(table, 39, "robbery_trend_p_bh")));
    EXPECT_EQ(m_trends.tested, 39U);
    EXPECT_EQ(m_trends.emerging, 1U);
    EXPECT_EQ(m_trends.fading, 1U);
    EXPECT_EQ(m_trends.persistent, 1U);
}

TEST_F(AreaOverTimeTest, PersistentAreasHaveSomeEveryYearAndHaveNotChanged)
{
    m_supply[0].periods = months("2023-01", "2025-12");
    for (const Month& month : m_supply[0].periods) {
        add(month, 3, 0);
        // Hot by its neighbours alone until this year, and not in the year between.
        add(month, month.year == 2025 ? 1 : 0, 1);
        add(month, month.year == 2024 ? 0 : 1, 2);
        // Far fewer than the year before, though no trend of three years.
        add(month, month.year == 2024 ? 9 : 2, 3);
    }
    m_hot = {0.01, 0.01, 0.01, 0.01};
    const FeatureTable table = table_of(4);
    EXPECT_EQ(table.text(0, "robbery_trend"), "persistent");
    EXPECT_NE(table.text(1, "robbery_trend"), "persistent");
    EXPECT_EQ(table.text(2, "robbery_trend"), "");
    EXPECT_LT(real(table, 3, "robbery_change_p_bh"), 0.05);
    EXPECT_GT(real(table, 3, "robbery_trend_p_bh"), 0.05);
    EXPECT_EQ(table.text(3, "robbery_trend"), "");
}

TEST_F(AreaOverTimeTest, AMissingMonthIsNoFall)
{
    // Steady but for the last six months of a year, which nobody supplied.
    m_supply[0].periods = months("2023-01", "2024-06");
    const std::vector<Month> last_year = months("2025-01", "2025-12");
    m_supply[0].periods.insert(m_supply[0].periods.end(), last_year.begin(), last_year.end());
    for (const Month& month : m_supply[0].periods) {
        // Rates per day are equal to the last digit where counts are twice the days.
        const auto days = (start_of(month.next()) - start_of(month)) / 1440;
        add(month, static_cast<std::size_t>(2 * days), 0);
    }
    const FeatureTable table = table_of(1);
    EXPECT_EQ(real(table, 0, "robbery_trend_z"), 0);
    EXPECT_EQ(real(table, 0, "robbery_trend_p"), 1);
}

TEST_F(AreaOverTimeTest, PartOfAYearIsNoTrend)
{
    // Every month above the one before, as the rising part of a season is.
    m_supply[0].periods = months("2025-01", "2025-10");
    for (const Month& month : m_supply[0].periods) {
        add(month, static_cast<std::size_t>(60 + 6 * month.month), 0);
    }
    const FeatureTable table = table_of(1);
    EXPECT_EQ(table.text(0, "robbery_trend"), "");
    EXPECT_TRUE(std::isnan(real(table, 0, "robbery_trend_p")));
}

TEST_F(AreaOverTimeTest, ThreadsDoNotChangeIt)
{
    m_supply[0].periods = months("2023-01", "2025-12");
    std::mt19937_64 random(9);
    std::uniform_int_distribution<std::size_t> any_area(0, 1999);
    for (const Month& month : m_supply[0].periods) {
        for (int i = 0; i < 500; ++i) {
            add(month, 1, any_area(random));
        }
    }
    EXPECT_EQ(table_of(2000, 1).rows, table_of(2000, 4).rows);
}

}  // namespace
}  // namespace heatward::pipeline

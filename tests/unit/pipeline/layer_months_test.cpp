#include "heatward/pipeline/layer_months.hpp"

#include <gmock/gmock.h>

#include "over_time_fixture.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class LayerMonthsTest : public OverTimeTest {};

TEST_F(LayerMonthsTest, OfTwoWholeYears)
{
    m_supply[0].periods = months("2020-01", "2025-12");
    const LayerMonths of = layer_months(input(), layer());
    EXPECT_EQ(of.touched, months("2025-01", "2025-12"));
    EXPECT_EQ(of.whole, of.touched);
    EXPECT_EQ(of.shown, months("2024-01", "2025-12"));
    EXPECT_THAT(of.compared, ElementsAre(months("2025-01", "2025-12")));
    EXPECT_EQ(of.trend, months("2023-01", "2025-12"));
    EXPECT_EQ(of.missing_count(), 0U);
    EXPECT_EQ(of.not_compared + of.no_trend, "");
}

TEST_F(LayerMonthsTest, WhatWasNotSuppliedIsMissingAndNotCompared)
{
    m_supply[0].periods = {{2024, 1}, {2024, 2}, {2024, 4}, {2025, 2}, {2025, 3}, {2025, 4}};
    const LayerMonths of = layer_months(input(), layer());
    EXPECT_EQ(of.shown, months("2024-01", "2025-12"));
    EXPECT_THAT(of.compared, ElementsAre(ElementsAre(Month{2025, 2}, Month{2025, 4})));
    EXPECT_EQ(of.missing_count(), 9U);
    EXPECT_EQ(of.missing.front().front(), (Month{2025, 1}));
    EXPECT_THAT(of.trend, IsEmpty());
    EXPECT_EQ(
        of.no_trend,
        "only 6 of the 24 months up to 2025-04 were supplied by the source; a trend needs at "
        "least 20 of 24 months or 30 of 36, whole years, so that a season does not pass for a "
        "trend");
}

TEST_F(LayerMonthsTest, EachSourceIsComparedWithItself)
{
    use_both_sources();
    m_supply[0].periods = months("2024-01", "2025-12");
    m_supply[1].periods = months("2024-07", "2025-12");
    const LayerMonths of = layer_months(input(), layer());
    EXPECT_THAT(of.compared,
                ElementsAre(months("2025-01", "2025-12"), months("2025-07", "2025-12")));
    // A trend takes what both of them supplied, which is not enough here.
    EXPECT_THAT(of.no_trend,
                HasSubstr("only 18 of the 24 months up to 2025-12 were supplied by all sources"));
    // A source without any of those months is not waited for.
    m_supply[1].periods = months("2010-01", "2010-12");
    const LayerMonths without = layer_months(input(), layer());
    EXPECT_EQ(without.trend, months("2024-01", "2025-12"));
    EXPECT_EQ(without.missing_count(), 12U);
    EXPECT_THAT(without.compared, ElementsAre(months("2025-01", "2025-12"), IsEmpty()));
}

TEST_F(LayerMonthsTest, PartsOfMonthsAreNotCompared)
{
    m_supply[0].periods = months("2020-01", "2025-12");
    set_period("2025-01-15/2025-03-20");
    const LayerMonths of = layer_months(input(), layer());
    EXPECT_EQ(of.touched, months("2025-01", "2025-03"));
    EXPECT_THAT(of.whole, ElementsAre(Month{2025, 2}));
    EXPECT_THAT(of.not_compared, HasSubstr("whole months"));
    EXPECT_THAT(of.compared, ElementsAre(IsEmpty()));
    // The trend ends with the last whole month.
    EXPECT_EQ(of.trend, months("2022-03", "2025-02"));
    // Whole months written by their days are whole.
    set_period("2025-01-01/2025-03-31");
    EXPECT_EQ(layer_months(input(), layer()).compared.front(), months("2025-01", "2025-03"));
}

TEST_F(LayerMonthsTest, WithoutAYearBeforeNothingIsCompared)
{
    m_supply[0].periods = months("2025-03", "2025-12");
    const LayerMonths of = layer_months(input(), layer());
    EXPECT_EQ(of.shown, months("2025-03", "2025-12"));
    EXPECT_EQ(of.missing_count(), 2U);
    EXPECT_THAT(of.not_compared, HasSubstr("the same month a year earlier"));
    EXPECT_THAT(of.no_trend, HasSubstr("only 10 of the 24"));
    m_supply[0].periods.clear();
    const LayerMonths none = layer_months(input(), layer());
    EXPECT_THAT(none.shown, IsEmpty());
    EXPECT_NE(none.not_compared, "");
    EXPECT_NE(none.no_trend, "");
}

TEST_F(LayerMonthsTest, ATrendTakesWholeYears)
{
    const auto trend_since = [&](const char* first) {
        m_supply[0].periods = months(first, "2025-12");
        return layer_months(input(), layer()).trend;
    };
    EXPECT_EQ(trend_since("2022-12"), months("2023-01", "2025-12"));
    // At most six months of three years may be missing, and four of two.
    EXPECT_EQ(trend_since("2023-07"), months("2023-07", "2025-12"));
    EXPECT_EQ(trend_since("2023-08"), months("2024-01", "2025-12"));
    EXPECT_EQ(trend_since("2024-05"), months("2024-05", "2025-12"));
    EXPECT_THAT(trend_since("2024-06"), IsEmpty());
    EXPECT_THAT(layer_months(input(), layer()).no_trend, HasSubstr("only 19 of the 24"));
}

TEST_F(LayerMonthsTest, EverySourceHasToReachBackAsFarAsTheTrend)
{
    use_both_sources();
    m_supply[0].periods = months("2020-01", "2025-12");
    m_supply[1].periods = months("2023-09", "2025-12");
    EXPECT_EQ(layer_months(input(), layer()).trend, months("2024-01", "2025-12"));
    // Each lacks three months of three years, and both at once six.
    m_supply[0].periods = months("2023-04", "2025-12");
    m_supply[1].periods = months("2023-01", "2025-09");
    EXPECT_EQ(layer_months(input(), layer()).trend, months("2023-04", "2025-09"));
    m_supply[1].periods = months("2023-01", "2025-08");
    EXPECT_EQ(layer_months(input(), layer()).trend, months("2024-01", "2025-08"));
}

TEST_F(LayerMonthsTest, ATrendEndsWithTheSupplyWhereThePeriodGoesOn)
{
    m_supply[0].periods = months("2020-01", "2025-04");
    EXPECT_EQ(layer_months(input(), layer()).trend, months("2022-05", "2025-04"));
    // Years before the period say nothing of it.
    m_supply[0].periods = months("2020-01", "2024-12");
    EXPECT_THAT(layer_months(input(), layer()).trend, IsEmpty());
    EXPECT_THAT(layer_months(input(), layer()).no_trend, HasSubstr("no source supplied"));
}

TEST_F(LayerMonthsTest, LeadingMonthsThatNobodySuppliedAreNotShown)
{
    m_supply[0].periods = {{2018, 10}, {2024, 6}, {2025, 2}, {2025, 12}};
    EXPECT_EQ(layer_months(input(), layer()).shown, months("2024-06", "2025-12"));
    m_supply[0].periods = {{2018, 10}, {2025, 2}, {2025, 12}};
    EXPECT_EQ(layer_months(input(), layer()).shown, months("2025-01", "2025-12"));
}

TEST_F(LayerMonthsTest, OpenEndsAreThoseOfTheSupply)
{
    use_both_sources();
    m_supply[0].periods = months("2023-01", "2025-06");
    m_supply[1].periods = months("2023-01", "2025-03");
    set_period("2024-07/..");
    const LayerMonths of = layer_months(input(), layer());
    EXPECT_EQ(of.touched, months("2024-07", "2025-06"));
    EXPECT_THAT(of.missing, ElementsAre(IsEmpty(), months("2025-04", "2025-06")));
    EXPECT_THAT(of.compared,
                ElementsAre(months("2024-07", "2025-06"), months("2024-07", "2025-03")));
    // A period that goes on after the supply compares the last year that there is.
    set_period("2024-01/2026-12");
    EXPECT_EQ(layer_months(input(), layer()).compared.front(), months("2024-07", "2025-06"));
}

}  // namespace
}  // namespace heatward::pipeline

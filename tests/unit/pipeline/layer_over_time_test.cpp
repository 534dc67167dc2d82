#include "heatward/pipeline/layer_over_time.hpp"

#include <gmock/gmock.h>

#include "over_time_fixture.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;

class LayerOverTimeTest : public OverTimeTest {};

TEST_F(LayerOverTimeTest, CountsByMonthAndSourceWithoutTakingMissingForNought)
{
    use_both_sources();
    set_period("2025-01/2025-03");
    m_supply[0].periods = {{2025, 1}, {2025, 2}, {2025, 3}};
    m_supply[1].periods = {{2024, 3}, {2025, 1}, {2025, 3}};
    add({2025, 1}, 3);
    add({2025, 3}, 4);
    add({2025, 3}, 2, 0, 1);
    add({2024, 3}, 5, 0, 1);
    add({2025, 4}, 7);  // after the period
    const LayerOverTime of = layer_over_time(input(), analysis());
    ASSERT_EQ(of.counts.size(), 13U);
    EXPECT_EQ(of.counts.front().month, (Month{2024, 3}));
    EXPECT_THAT(of.counts[0].by_source, ElementsAre(std::nullopt, Optional(5U)));
    EXPECT_THAT(of.counts[5].by_source, ElementsAre(std::nullopt, std::nullopt));
    EXPECT_THAT(of.counts[10].by_source, ElementsAre(Optional(3U), Optional(0U)));
    EXPECT_THAT(of.counts[11].by_source, ElementsAre(Optional(0U), std::nullopt));
    EXPECT_THAT(of.counts[12].by_source, ElementsAre(Optional(4U), Optional(2U)));
    // Only the council's March has one a year earlier.
    ASSERT_TRUE(of.change);
    EXPECT_EQ(of.change->before, 5U);
    EXPECT_EQ(of.change->after, 2U);
}

TEST_F(LayerOverTimeTest, CountsWhatTheLayerCounts)
{
    set_period("2025-01/2025-01");
    m_supply[0].periods = {{2025, 1}};
    add({2025, 1}, 2);
    Incident incident;
    incident.time = start_of({2025, 1});
    incident.in_study_area = false;
    incident.category = 0;
    m_incidents.append(incident);  // beyond the study area
    incident.in_study_area = true;
    incident.category = 1;
    m_incidents.append(incident);  // of another category
    incident.category = kNoCategory;
    m_incidents.append(incident);
    incident.category = 0;
    incident.source = 1;
    m_incidents.append(incident);  // of another source
    EXPECT_THAT(layer_over_time(input(), analysis()).counts.at(0).by_source,
                ElementsAre(Optional(2U)));
    // Rows of months cannot be told to lie in days.
    set_period("2025-01-01/2025-01-31");
    EXPECT_THAT(layer_over_time(input(), analysis()).counts.at(0).by_source,
                ElementsAre(Optional(0U)));
}

TEST_F(LayerOverTimeTest, ChangeIsTheExactComparisonOfTheMonthsOfBothYears)
{
    m_supply[0].periods = {{2024, 1}, {2024, 2}, {2025, 1}, {2025, 2}, {2025, 3}};
    add({2024, 1}, 4);
    add({2024, 2}, 6);
    add({2025, 1}, 12);
    add({2025, 2}, 8);
    add({2025, 3}, 100);
    const LayerOverTime of = layer_over_time(input(), analysis());
    ASSERT_TRUE(of.change);
    EXPECT_EQ(of.change->before, 10U);
    EXPECT_EQ(of.change->after, 20U);
    ASSERT_TRUE(of.change->ratio);
    EXPECT_DOUBLE_EQ(of.change->ratio->ratio, 2);
    // R: binom.test(20, 30)$p.value, its limits x/(1 - x).
    EXPECT_NEAR(of.change->ratio->p, 0.09873715, 1e-7);
    EXPECT_LT(of.change->ratio->low, 1);
    EXPECT_GT(of.change->ratio->high, 4);
}

TEST_F(LayerOverTimeTest, WithoutIncidentsThereIsNoRatio)
{
    m_supply[0].periods = months("2024-01", "2025-12");
    const LayerOverTime of = layer_over_time(input(), analysis());
    ASSERT_TRUE(of.change);
    EXPECT_EQ(of.change->before + of.change->after, 0U);
    EXPECT_FALSE(of.change->ratio);
    set_period("2025-01-15/2025-12-31");
    EXPECT_FALSE(layer_over_time(input(), analysis()).change);
}

TEST_F(LayerOverTimeTest, ProfilesAreOfThePeriodByWhatIsKnown)
{
    m_supply[0].periods = months("2024-01", "2025-12");
    add_at(wall_minutes(2025, 3, 8, 2, 30), TimePrecision::minute);  // Saturday
    add_at(wall_minutes(2025, 3, 8), TimePrecision::day);
    add({2025, 3}, 1);
    add_at(wall_minutes(2024, 3, 9, 2, 30), TimePrecision::minute);  // before the period
    const LayerOverTime of = layer_over_time(input(), analysis());
    EXPECT_THAT(of.series.by_weekday, ElementsAre(0, 0, 0, 0, 0, 2, 0));
    EXPECT_EQ(of.series.without_day, 1U);
    EXPECT_EQ(of.series.weekday_hours[5][2], 1U);
    EXPECT_EQ(of.series.without_hour, 2U);
}

TEST_F(LayerOverTimeTest, MeansByMonthAreOfTheMonthsSupplied)
{
    use_both_sources();
    set_period("2024-01/2025-12");
    m_supply[0].periods = {{2024, 1}, {2024, 2}, {2025, 1}};
    m_supply[1].periods = {{2025, 1}, {2025, 3}};
    add({2024, 1}, 2);
    add({2025, 1}, 5);
    add({2024, 2}, 9);
    add({2025, 1}, 4, 0, 1);
    add({2025, 3}, 6, 0, 1);
    const LayerOverTime both = layer_over_time(input(), analysis());
    // 7 in two Januaries of the police, 4 in one of the council.
    EXPECT_THAT(both.by_month_of_year[0], Optional(7.5));
    // One source alone is no mean of the layer.
    EXPECT_EQ(both.by_month_of_year[1], std::nullopt);
    EXPECT_EQ(both.by_month_of_year[2], std::nullopt);
    m_supply[1].periods.clear();
    const LayerOverTime police = layer_over_time(input(), analysis());
    EXPECT_THAT(police.by_month_of_year[0], Optional(3.5));
    EXPECT_THAT(police.by_month_of_year[1], Optional(9.0));
    EXPECT_EQ(police.by_month_of_year[2], std::nullopt);
}

TEST_F(LayerOverTimeTest, MonthsThatThePeriodCutsAreInNoMean)
{
    set_period("2025-01-15/2025-02-28");
    m_supply[0].periods = {{2025, 1}, {2025, 2}};
    add_at(wall_minutes(2025, 1, 20), TimePrecision::day);
    add_at(wall_minutes(2025, 2, 20), TimePrecision::day);
    const LayerOverTime of = layer_over_time(input(), analysis());
    EXPECT_EQ(of.by_month_of_year[0], std::nullopt);
    EXPECT_THAT(of.by_month_of_year[1], Optional(1.0));
}

}  // namespace
}  // namespace heatward::pipeline

#include "heatward/pipeline/source_supply.hpp"

#include <gmock/gmock.h>

namespace heatward::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

project::Project with_period(const std::string& period)
{
    project::Project project;
    project.sources.resize(2);
    project.sources[0].id = "police";
    project.sources[1].id = "ambulance";
    project.layers.resize(1);
    project.layers[0].sources = {"police"};
    project.layers[0].period = *parse_interval(period);
    return project;
}

TEST(SourceSupply, MonthsBetweenAreMissing)
{
    const project::Project project = with_period("2025-01/2025-03");
    const auto supply =
        source_supply(project, project.sources[0], {{2024, 11}, {2025, 1}, {2025, 2}});
    EXPECT_THAT(supply.periods, ElementsAre(Month{2024, 11}, Month{2025, 1}, Month{2025, 2}));
    EXPECT_THAT(supply.missing_periods, ElementsAre(Month{2024, 12}, Month{2025, 3}));
}

TEST(SourceSupply, PeriodsOfLayersThatDoNotUseTheSourceSpanNothing)
{
    const project::Project project = with_period("2020/2025");
    const auto supply = source_supply(project, project.sources[1], {{2025, 1}, {2025, 2}});
    EXPECT_THAT(supply.missing_periods, IsEmpty());
}

TEST(SourceSupply, OpenEndsSpanNothingAndDeclaredMonthsDo)
{
    project::Project project = with_period("../2025-03");
    project.sources[0].missing_periods = {{2024, 12}};
    const auto supply = source_supply(project, project.sources[0], {{2025, 1}});
    EXPECT_THAT(supply.missing_periods,
                ElementsAre(Month{2024, 12}, Month{2025, 2}, Month{2025, 3}));
}

TEST(MonthRuns, AreNamedByTheirEnds)
{
    EXPECT_EQ(month_runs({}), "");
    EXPECT_EQ(month_runs({{2024, 5}}), "2024-05");
    EXPECT_EQ(month_runs({{2023, 11}, {2023, 12}, {2024, 1}, {2024, 3}}),
              "2023-11 to 2024-01, 2024-03");
}

}  // namespace
}  // namespace heatward::pipeline

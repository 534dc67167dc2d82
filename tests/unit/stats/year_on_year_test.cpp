#include "heatward/stats/year_on_year.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heatward::stats {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(YearOnYear, MonthsThatBothYearsHave)
{
    // Of 2024 January to April, of 2025 February, April and June.
    const std::vector<Month> supplied{{2024, 1}, {2024, 2}, {2024, 3}, {2024, 4},
                                      {2025, 2}, {2025, 4}, {2025, 6}};
    EXPECT_THAT(comparable_months(supplied, {2025, 1}, {2025, 12}),
                ElementsAre(Month{2025, 2}, Month{2025, 4}));
    EXPECT_THAT(comparable_months(supplied, {2025, 3}, {2025, 12}), ElementsAre(Month{2025, 4}));
    EXPECT_THAT(comparable_months(supplied, {2025, 1}, {2025, 3}), ElementsAre(Month{2025, 2}));
    EXPECT_THAT(comparable_months(supplied, {2024, 1}, {2024, 12}), IsEmpty());
    EXPECT_THAT(comparable_months({}, {2025, 1}, {2025, 12}), IsEmpty());
}

TEST(YearOnYear, NoMonthStandsOnBothSides)
{
    const std::vector<Month> supplied = months_between({2022, 1}, {2025, 12});
    const auto months = comparable_months(supplied, {2023, 1}, {2025, 12});
    EXPECT_EQ(months, months_between({2025, 1}, {2025, 12}));
    EXPECT_EQ(comparable_months(supplied, {2023, 1}, {2025, 3}),
              months_between({2024, 4}, {2025, 3}));
}

}  // namespace
}  // namespace heatward::stats

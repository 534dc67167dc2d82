#include "heatward/maps/period_text.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace heatward::maps {
namespace {

std::string text_of(const char* interval) { return period_text(parse_interval(interval).value()); }

TEST(PeriodText, SaysMonths)
{
    EXPECT_EQ(text_of("2025-03"), "March 2025");
    EXPECT_EQ(text_of("2025-01/2025-12"), "January to December 2025");
    EXPECT_EQ(text_of("2025"), "January to December 2025");
    EXPECT_EQ(text_of("2024-11/2025-03"), "November 2024 to March 2025");
}

TEST(PeriodText, SaysDaysAndMinutes)
{
    EXPECT_EQ(text_of("2025-03-03"), "3 March 2025");
    EXPECT_EQ(text_of("2025-03-03/2025-04-09"), "3 March 2025 to 9 April 2025");
    EXPECT_EQ(text_of("2025-03-01/2025-04-09"), "1 March 2025 to 9 April 2025");
    EXPECT_EQ(text_of("2025-03-03T22:00/2025-03-04T03:59"),
              "3 March 2025 22:00 to 4 March 2025 04:00");
}

TEST(PeriodText, SaysOpenEnds)
{
    EXPECT_EQ(text_of("2024-05/.."), "from May 2024");
    EXPECT_EQ(text_of("../2025-06"), "to June 2025");
    EXPECT_EQ(text_of("../2025-06-14"), "to 14 June 2025");
    EXPECT_EQ(period_text({}), "all dates");
}

TEST(PeriodText, NothingIsSaidToBeNothing)
{
    EXPECT_EQ(
        period_text(intersection(parse_interval("2024").value(), parse_interval("2025").value())),
        "no dates");
}

TEST(PeriodText, JoinsRunsOfMonths)
{
    const std::vector<Month> months{{2023, 12}, {2024, 1}, {2024, 2},
                                    {2024, 6},  {2025, 1}, {2025, 2}};
    EXPECT_EQ(months_text(months),
              "December 2023 to February 2024, June 2024, January to February 2025");
    EXPECT_EQ(months_text({}), "");
}

}  // namespace
}  // namespace heatward::maps

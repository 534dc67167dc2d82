#include "heatward/core/interval_bounds.hpp"

#include <gtest/gtest.h>

namespace heatward {
namespace {

TimePrecision bounds(const char* text) { return precision_of_bounds(parse_interval(text).value()); }

TEST(IntervalBounds, AreTheCoarsestUnitThatBothEndsFallOn)
{
    EXPECT_EQ(bounds("2025-03"), TimePrecision::month);
    EXPECT_EQ(bounds("2025-03-01/2025-04-30"), TimePrecision::month);
    EXPECT_EQ(bounds("2025-03-01/2025-04-29"), TimePrecision::day);
    EXPECT_EQ(bounds("2025-03-01T00:00/2025-03-01T23:59"), TimePrecision::day);
    EXPECT_EQ(bounds("2025-03-01T00:00/2025-03-01T22:59"), TimePrecision::hour);
    EXPECT_EQ(bounds("2025-03-01T00:00/2025-03-01T23:00"), TimePrecision::minute);
}

TEST(IntervalBounds, OpenEndsFallOnAnyUnit)
{
    EXPECT_EQ(precision_of_bounds({}), TimePrecision::month);
    EXPECT_EQ(bounds("../2025-03-14"), TimePrecision::day);
    EXPECT_EQ(bounds("2025-03-14T10:00/.."), TimePrecision::hour);
}

}  // namespace
}  // namespace heatward

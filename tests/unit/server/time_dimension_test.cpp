#include "heatward/server/time_dimension.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/time.hpp"

namespace heatward::server {
namespace {

std::string read(std::string_view text, MomentMeans moment = MomentMeans::as_written)
{
    const auto interval = datetime_of_time(text, {moment, "Europe/London"});
    return interval ? *interval : "refused";
}

TEST(TimeDimension, UnitsStandForThemselves)
{
    EXPECT_EQ(read("2025"), "2025-01/2025-12");
    EXPECT_EQ(read("2025-03"), "2025-03/2025-03");
    EXPECT_EQ(read("2025-03-15"), "2025-03-15/2025-03-15");
    EXPECT_EQ(read("2025-01/2025-06"), "2025-01/2025-06");
    EXPECT_EQ(read("2025-01/2025-06/P1M"), "2025-01/2025-06");
    EXPECT_EQ(read("../2025-06"), "../2025-06");
    EXPECT_EQ(read("2025-06/"), "2025-06/..");
    EXPECT_EQ(read("2025-03-15T14:05"), "2025-03-15T14:05/2025-03-15T14:05");
    EXPECT_EQ(read("2025-03-15T14/2025-03-15T16"), "2025-03-15T14:00/2025-03-15T15:59");
}

TEST(TimeDimension, WholeMonthsAreWrittenAsMonths)
{
    EXPECT_EQ(read("2025-01-01/2025-12-31"), "2025-01/2025-12");
    EXPECT_EQ(read("2024-02-01/2024-02-29"), "2024-02/2024-02");
    EXPECT_EQ(read("2025-02-01/2025-02-27"), "2025-02-01/2025-02-27");
}

TEST(TimeDimension, TimesWithAnOffsetAreBroughtToTheWallClock)
{
    EXPECT_EQ(read("2025-02-01T00:00:00Z/2025-02-28T23:59:59Z"), "2025-02/2025-02");
    EXPECT_EQ(read("2025-02-01T00:00:00.000Z/2025-03-01T00:00:00.000Z"), "2025-02/2025-02");
    EXPECT_EQ(read("2025-06-03T00:00:00+01:00/2025-06-05T00:00:00+01:00"), "2025-06-03/2025-06-04");
    EXPECT_EQ(read("2025-06-03T00:00:00 01:00/2025-06-05T00:00:00 01:00"), "2025-06-03/2025-06-04");
    EXPECT_EQ(read("2025-01-03T00:00:00Z"), "2025-01-03/2025-01-03");
    EXPECT_EQ(read("2025-01-03T00:00:00Z/2025-01-03T00:00:00Z"), "2025-01-03/2025-01-03");
    // By summer time an hour later.
    EXPECT_EQ(read("2025-06-03T22:30:00Z"), "2025-06-03T23:30/2025-06-03T23:30");
    EXPECT_EQ(read("2025-06-03T00:00Z/2025-06-03T02:00Z"), "2025-06-03T01:00/2025-06-03T02:59");
    EXPECT_EQ(read("2025-06-02T23:00Z/2025-06-03T22:59:59Z"), "2025-06-03/2025-06-03");
    EXPECT_EQ(read("2025-06-03T00:00+25:00"), "refused");
}

TEST(TimeDimension, WholeDaysInUtcAreThoseDays)
{
    EXPECT_EQ(read("2025-06-03T00:00:00Z"), "2025-06-03/2025-06-03");
    EXPECT_EQ(read("2025-06-03T00:00:00Z/2025-06-04T00:00:00Z"), "2025-06-03/2025-06-03");
    EXPECT_EQ(read("2025-06-03T00:00:00.000z/2025-06-05T23:59:59Z/P1D"), "2025-06-03/2025-06-05");
    EXPECT_EQ(read("../2025-06-03T00:00:00Z"), "../2025-06-02");
    EXPECT_EQ(read("2025-06-03T00:00:00Z/2025-06-03T12:00:00Z"),
              "2025-06-03T01:00/2025-06-03T12:59");
}

TEST(TimeDimension, TheLastSecondOfADayIsOfThatDay)
{
    for (const char* text : {"2025-06-30T23:59:59Z", "2025-06-30T23:59:59Z/2025-06-30T23:59:59Z"}) {
        EXPECT_EQ(read(text), "2025-06-30/2025-06-30") << text;
    }
    EXPECT_EQ(read("2025-06-30T23:59:59"), "2025-06-30T23:59/2025-06-30T23:59");
    EXPECT_EQ(read("2025-06-30T23:59:59Z/2025-07-02T23:59:59Z"), "2025-06-30/2025-07-02");
    EXPECT_EQ(read("2025-06-30T23:59:59", MomentMeans::its_month), "2025-06");
}

TEST(TimeDimension, AMomentElsewhereStaysAMinute)
{
    EXPECT_EQ(read("2025-06-30T23:00:00Z"), "2025-07-01T00:00/2025-07-01T00:00");
    EXPECT_EQ(read("2025-06-30T22:59:59Z"), "2025-06-30T23:59/2025-06-30T23:59");
    EXPECT_EQ(read("2025-06-30T12:00:59Z"), "2025-06-30T13:00/2025-06-30T13:00");
}

TEST(TimeDimension, IntervalsWithAnOffsetAreMonthsWhereNoMoreIsKnown)
{
    const auto months = [](std::string_view text) { return read(text, MomentMeans::its_month); };
    EXPECT_EQ(months("2025-06-01T00:00:00Z/2025-06-30T23:59:59Z"), "2025-06/2025-06");
    EXPECT_EQ(months("2025-06-01T00:00:00Z/2025-08-01T00:00:00Z"), "2025-06/2025-07");
    EXPECT_EQ(months("2025-05-31T23:00:00Z"), "2025-06") << "midnight by summer time";
}

TEST(TimeDimension, MomentsAreTheirMonthWhereNoMoreIsKnown)
{
    for (const char* text : {"2025-02", "2025-02-01", "2025-02-14", "2025-02-01T00:00:00.000Z",
                             "2025-02-28T23:59:59Z"}) {
        const auto interval = read(text, MomentMeans::its_month);
        EXPECT_EQ(interval, "2025-02") << text;
    }
    EXPECT_EQ(read("2025", MomentMeans::its_month), "2025-01/2025-12");
    EXPECT_EQ(read("2025-02-10/2025-02-12", MomentMeans::its_month), "2025-02-10/2025-02-12");
}

TEST(TimeDimension, WhatIsReadIsAnInterval)
{
    for (const char* text :
         {"2025", "2025-03", "2025-03-15", "../2025-06", "2025-03-15T14:05:07Z/..",
          "1900-01-01T00:00/2199-12-31T23:59:59", "2025-12-31T23:59:59Z"}) {
        for (const auto moment : {MomentMeans::as_written, MomentMeans::its_month}) {
            const auto interval = datetime_of_time(text, {moment, "Europe/London"});
            ASSERT_TRUE(interval) << text;
            EXPECT_TRUE(parse_interval(*interval)) << text << " as " << *interval;
        }
    }
}

TEST(TimeDimension, OthersAreRefused)
{
    for (const char* text :
         {"", "/", "..", "current", "2025-13", "2025-02-30", "2025-01,2025-02", "2025-06/2025-01",
          "2025-01-02/2025-01-01", "2025-01/2025-02/1M", "2025-01-01T25:00", "2025-01-01T1",
          "2025-01-01T12:00:60Z", "2025-01T12:00", "2025-01-01T12:00:00.", "-2025", "2025-01-01T",
          "<script>"}) {
        if (std::string_view(text) == "/") {
            EXPECT_EQ(read(text), "../..");
        } else {
            EXPECT_EQ(read(text), "refused") << text;
        }
    }
    EXPECT_THAT(datetime_of_time("2025-01,2025-02", {}).error().message,
                ::testing::HasSubstr("is a list"));
}

}  // namespace
}  // namespace heatward::server

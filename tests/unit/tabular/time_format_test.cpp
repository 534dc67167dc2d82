#include "heatward/tabular/time_format.hpp"

#include <gmock/gmock.h>

namespace heatward::tabular {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

StatedTime read(std::string_view pattern, std::string_view text)
{
    const auto format = TimeFormat::parse(pattern);
    EXPECT_TRUE(format) << pattern;
    const auto time = format ? format->read(text) : expected<StatedTime>(StatedTime{});
    EXPECT_TRUE(time) << pattern << " | " << text;
    return time ? *time : StatedTime{};
}

bool refuses(std::string_view pattern, std::string_view text)
{
    return !TimeFormat::parse(pattern).value().read(text);
}

TEST(TimeFormat, ReadsDayFirstTimesToTheMinute)
{
    const StatedTime time = read("%d/%m/%Y %H:%M", " 03/04/2025 17:05 ");
    EXPECT_EQ(time.time, wall_minutes(2025, 4, 3, 17, 5));
    EXPECT_EQ(time.precision, TimePrecision::minute);
    EXPECT_FALSE(time.utc_offset_minutes);
}

TEST(TimeFormat, ReadsNamesOfMonthsAndHalvesOfTheDay)
{
    EXPECT_EQ(read("%d %b %Y", "4 Mar 2025").time, wall_minutes(2025, 3, 4));
    EXPECT_EQ(read("%d-%B-%Y %I:%M %p", "04-march-2025 12:05 AM").time,
              wall_minutes(2025, 3, 4, 0, 5));
    EXPECT_EQ(read("%d/%m/%y %I.%M%p", "04/03/25 11.59pm").time, wall_minutes(2025, 3, 4, 23, 59));
    EXPECT_EQ(read("%m/%d/%Y %T", "03/04/2025 23:59:59").time, wall_minutes(2025, 3, 4, 23, 59));
}

TEST(TimeFormat, PrecisionIsThatOfTheFinestPart)
{
    EXPECT_EQ(read("%d/%m/%Y", "04/03/2025").precision, TimePrecision::day);
    EXPECT_EQ(read("%d/%m/%Y %H", "04/03/2025 17").precision, TimePrecision::hour);
    EXPECT_EQ(read("%m/%Y", "03/2025").precision, TimePrecision::month);
    EXPECT_EQ(read("%m/%Y", "03/2025").time, wall_minutes(2025, 3, 1));
    EXPECT_EQ(read("%b %Y", "March 2025").time, wall_minutes(2025, 3, 1));
}

TEST(TimeFormat, ReadsTheOffsetFromUtc)
{
    const StatedTime time = read("%Y-%m-%d %H:%M %z", "2025-07-01 12:00 +0100");
    EXPECT_EQ(time.time, wall_minutes(2025, 7, 1, 12, 0));
    EXPECT_EQ(time.utc_offset_minutes, 60);
}

TEST(TimeFormat, ADayHasNoOffsetAndAPerCentSignIsText)
{
    EXPECT_FALSE(read("%Y-%m-%d %z", "2025-01-15 +0500").utc_offset_minutes);
    EXPECT_FALSE(read("%Y-%m-%d %H:%M %%z", "2025-07-15 10:00 %z").utc_offset_minutes);
}

TEST(TimeFormat, RefusesWhatIsNotInItsForm)
{
    for (const char* text : {"", "31/04/2025 10:00", "29/02/2025 10:00", "03/13/2025 10:00",
                             "03/04/2025", "03/04/2025 24:00", "03/04/2025 10:60", "03/04/25 10:00",
                             "03/04/2025 10:00 x", "2025-04-03 10:00", "03/04/2201 10:00",
                             "03/04/1899 10:00", "yesterday", "03.04.2025 10:00"}) {
        EXPECT_TRUE(refuses("%d/%m/%Y %H:%M", text)) << text;
    }
    EXPECT_FALSE(refuses("%d/%m/%Y %H:%M", "29/02/2024 10:00"));
}

TEST(TimeFormat, ItsReasonsNeverRepeatTheText)
{
    const auto time = TimeFormat::parse("%d/%m/%Y").value().read("Jane Doe 31/04/2025");
    ASSERT_FALSE(time);
    EXPECT_THAT(time.error().message, Not(HasSubstr("Jane")));
}

TEST(TimeFormat, RefusesPatternsThatSayTooLittle)
{
    for (const char* pattern : {"%q", "%d/%m/%Y %", "%d/%m", "%H:%M", "%m/%Y %H:%M", "%d/%m/%Y %I",
                                "%d/%m/%Y %M", "text"}) {
        EXPECT_FALSE(TimeFormat::parse(pattern)) << pattern;
    }
}

TEST(TimeFormat, IsoTimesSayTheirPrecisionThemselves)
{
    EXPECT_EQ(read("", "2025-03").precision, TimePrecision::month);
    EXPECT_EQ(read("", "2025-03-04").precision, TimePrecision::day);
    EXPECT_EQ(read("", "2025-03-04T17").precision, TimePrecision::hour);
    for (const char* text : {"2025-03-04T17:05", "2025-03-04 17:05", "2025-03-04T17:05:59",
                             "2025-03-04 17:05:59.25"}) {
        EXPECT_EQ(read("", text).time, wall_minutes(2025, 3, 4, 17, 5)) << text;
        EXPECT_EQ(read("", text).precision, TimePrecision::minute) << text;
    }
}

TEST(TimeFormat, IsoTimesMaySayTheirOffset)
{
    EXPECT_EQ(read("", "2025-07-01T12:00Z").utc_offset_minutes, 0);
    EXPECT_EQ(read("", "2025-07-01T12:00:00+01").utc_offset_minutes, 60);
    EXPECT_EQ(read("", "2025-07-01T12:00:00+0530").utc_offset_minutes, 330);
    EXPECT_EQ(read("", "2025-07-01 12:00-03:30").utc_offset_minutes, -210);
    EXPECT_FALSE(read("", "2025-07-01 12:00").utc_offset_minutes);
}

TEST(TimeFormat, RefusesWhatIsNotIso)
{
    for (const char* text :
         {"03/04/2025", "2025-02-29", "2025-13", "2025-3-4", "20250304", "2025-03-04T24:00",
          "2025-03-04T17:60", "2025-03-04T17:05+25:00", "2025-03-04T17:05+1", "2025-03-04x",
          "2025-03-04T", "2025-03-04T17:05:61", "2025", "1899-01-01", "2200-01-01"}) {
        EXPECT_TRUE(refuses("", text)) << text;
    }
}

TEST(TimeFormat, AShapeShowsNoContents)
{
    EXPECT_EQ(shape_of("03/Apr/2025 17:05"), "00/aaa/0000 00:00");
}

}  // namespace
}  // namespace heatward::tabular

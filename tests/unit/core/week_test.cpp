#include "heatward/core/week.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heatward {
namespace {

using ::testing::HasSubstr;

HourRange hours(const char* text) { return parse_hours(text).value(); }
Weekdays days(const char* text) { return parse_weekdays(text).value(); }

constexpr int kFriday = 4;
constexpr int kSaturday = 5;

TEST(WeekTest, DaysOfTheWeekAreThoseOfTheCalendar)
{
    EXPECT_EQ(weekday_of(wall_minutes(2025, 3, 3)), 0);  // a Monday
    EXPECT_EQ(weekday_of(wall_minutes(2025, 3, 9, 23, 59)), 6);
    EXPECT_EQ(weekday_of(wall_minutes(2025, 3, 7, 23, 59)), kFriday);
    EXPECT_EQ(weekday_of(wall_minutes(2025, 3, 8, 2)), kSaturday);
    EXPECT_EQ(weekday_of(wall_minutes(2024, 2, 29)), 3);  // a leap day, Thursday
    EXPECT_EQ(weekday_of(wall_minutes(2000, 2, 29)), 1);
    EXPECT_EQ(weekday_of(wall_minutes(2024, 3, 1)), kFriday);
    EXPECT_EQ(weekday_of(0), 3);  // 1970 began on a Thursday
    EXPECT_EQ(weekday_of(-1), 2);
    EXPECT_EQ(weekday_of(wall_minutes(1969, 7, 20, 20, 17)), 6);
    EXPECT_EQ(weekday_of(wall_minutes(1900, 1, 1)), 0);
}

TEST(WeekTest, HoursOfTheDayCountFromMidnightAlsoBefore1970)
{
    EXPECT_EQ(hour_of(wall_minutes(2025, 3, 8, 0, 0)), 0);
    EXPECT_EQ(hour_of(wall_minutes(2025, 3, 8, 23, 59)), 23);
    EXPECT_EQ(hour_of(wall_minutes(1969, 12, 31, 23, 59)), 23);
    EXPECT_EQ(hour_of(wall_minutes(1969, 12, 31, 0, 0)), 0);
    EXPECT_EQ(hour_of(wall_minutes(1955, 6, 1, 4, 30)), 4);
}

TEST(WeekTest, HoursHoldTheirBeginAndNotTheirEnd)
{
    const HourRange office = hours("9-17");
    EXPECT_FALSE(office.contains(wall_minutes(2025, 3, 3, 8, 59)));
    EXPECT_TRUE(office.contains(wall_minutes(2025, 3, 3, 9, 0)));
    EXPECT_TRUE(office.contains(wall_minutes(2025, 3, 3, 16, 59)));
    EXPECT_FALSE(office.contains(wall_minutes(2025, 3, 3, 17, 0)));
    EXPECT_TRUE(hours("23-24").contains(wall_minutes(2025, 3, 3, 23, 59)));
    EXPECT_FALSE(hours("23-24").contains(wall_minutes(2025, 3, 4, 0, 0)));
}

TEST(WeekTest, HoursGoOnPastMidnight)
{
    const HourRange night = hours("22-04");
    std::vector<int> held;
    for (int hour = 0; hour < 24; ++hour) {
        if (night.contains(wall_minutes(2025, 3, 8, hour, 30))) {
            held.push_back(hour);
        }
    }
    EXPECT_THAT(held, ::testing::ElementsAre(0, 1, 2, 3, 22, 23));
    EXPECT_TRUE(hours("24-4") == hours("0-4"));
    EXPECT_TRUE(hours("22-0") == hours("22-24"));
}

TEST(WeekTest, AllHoursAndDaysHoldEveryMinute)
{
    EXPECT_TRUE(hours("0-24").is_all());
    EXPECT_TRUE(hours("00-24") == HourRange{});
    EXPECT_TRUE(days("sun,sat,fri,thu,wed,tue,mon") == Weekdays{});
    EXPECT_FALSE(hours("0-23").is_all());
    EXPECT_FALSE(days("mon").is_all());
    for (int hour = 0; hour < 24 * 7; ++hour) {
        const WallMinutes time = wall_minutes(2025, 3, 1) + 60 * hour;
        EXPECT_TRUE(HourRange{}.contains(time) && Weekdays{}.contains(time));
    }
}

TEST(WeekTest, TwoOnSaturdayMorningIsSaturday)
{
    const WallMinutes late = wall_minutes(2025, 3, 8, 2);
    EXPECT_TRUE(days("sat").contains(late));
    EXPECT_FALSE(days("fri").contains(late));
}

TEST(WeekTest, TextsAreOneForEachMeaning)
{
    EXPECT_EQ(to_string(hours("9-4")), "09-04");
    EXPECT_EQ(to_string(hours("22-0")), "22-24");
    EXPECT_EQ(to_string(days("sat,fri,sat")), "fri,sat");
    EXPECT_EQ(words_of(hours("22-04")), "22:00 to 04:00");
    EXPECT_EQ(words_of(days("sat,fri")), "Friday, Saturday");
    for (int bits = 1; bits <= Weekdays::kAll; ++bits) {
        const Weekdays set{static_cast<std::uint8_t>(bits)};
        EXPECT_EQ(days(to_string(set).c_str()), set);
    }
    for (int begin = 0; begin < 24; ++begin) {
        for (int end = 1; end <= 24; ++end) {
            if (begin != end) {
                const HourRange range{begin, end};
                EXPECT_EQ(hours(to_string(range).c_str()), range);
            }
        }
    }
}

TEST(WeekTest, OtherTextsAreErrors)
{
    for (const char* text : {"", "-", "22", "22-", "-4", "22-25", "022-4", "2.5-4", "22:00-04:00",
                             "+1-2", "1-2-3", " 1-2", "a-b", "99999999999-1"}) {
        const auto read = parse_hours(text);
        ASSERT_FALSE(read) << text;
        EXPECT_THAT(read.error().message, HasSubstr("22-04")) << text;
    }
    for (const char* text : {"0-0", "24-24", "24-0", "5-5", "05-5"}) {
        const auto read = parse_hours(text);
        ASSERT_FALSE(read) << text;
        EXPECT_THAT(read.error().message, HasSubstr("write 0-24")) << text;
    }
    for (const char* text :
         {"", ",", "fri,", ",fri", "friday", "Fri", "fri;sat", "fri sat", "f", "5"}) {
        const auto read = parse_weekdays(text);
        ASSERT_FALSE(read) << text;
        EXPECT_THAT(read.error().message, HasSubstr("fri,sat")) << text;
    }
}

}  // namespace
}  // namespace heatward

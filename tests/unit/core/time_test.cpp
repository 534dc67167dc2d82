#include "heatward/core/time.hpp"

#include <gtest/gtest.h>

namespace heatward {
namespace {

TEST(Time, MonthsAreReadAndWritten)
{
    EXPECT_EQ(parse_month("2025-03").value(), (Month{2025, 3}));
    EXPECT_EQ(to_string(Month{2025, 3}), "2025-03");
    for (const char* wrong : {"", "2025", "2025-3", "2025-13", "2025-00", "2025-03-01", "20x5-03",
                              "1899-01", "2200-01", "+025-03", "2025/03"}) {
        EXPECT_FALSE(parse_month(wrong)) << wrong;
    }
}

TEST(Time, MinutesRunFromTheEpochAndBack)
{
    EXPECT_EQ(wall_minutes(1970, 1, 1), 0);
    EXPECT_EQ(wall_minutes(1970, 1, 2, 3, 4), 1440 + 184);
    EXPECT_EQ(wall_minutes(2000, 3, 1) - wall_minutes(2000, 2, 28), 2 * 1440);
    EXPECT_EQ(wall_minutes(1969, 12, 31, 23, 59), -1);
    for (int index = Month{1900, 1}.index(); index < Month{2199, 12}.index(); ++index) {
        const Month month = Month::from_index(index);
        EXPECT_EQ(month_of(start_of(month)), month);
        EXPECT_EQ(month_of(start_of(month.next()) - 1), month);
    }
}

TEST(Time, FormatsAsFinelyAsItIsKnown)
{
    const WallMinutes time = wall_minutes(2025, 3, 9, 22, 7);
    EXPECT_EQ(format_time(time, TimePrecision::month), "2025-03");
    EXPECT_EQ(format_time(time, TimePrecision::day), "2025-03-09");
    EXPECT_EQ(format_time(time, TimePrecision::hour), "2025-03-09T22");
    EXPECT_EQ(format_time(time, TimePrecision::minute), "2025-03-09T22:07");
}

TEST(Time, UnitsEndWhereTheNextBegins)
{
    const WallMinutes december = wall_minutes(2024, 12, 1);
    EXPECT_EQ(end_of_unit(december, TimePrecision::month), wall_minutes(2025, 1, 1));
    EXPECT_EQ(end_of_unit(december, TimePrecision::day), wall_minutes(2024, 12, 2));
    EXPECT_EQ(end_of_unit(december, TimePrecision::hour), december + 60);
    EXPECT_EQ(end_of_unit(december, TimePrecision::minute), december + 1);
}

TEST(Time, IntervalsIncludeBothEnds)
{
    const TimeInterval half = parse_interval("2025-01/2025-06").value();
    EXPECT_EQ(half.begin, wall_minutes(2025, 1, 1));
    EXPECT_EQ(half.end, wall_minutes(2025, 7, 1));
    EXPECT_EQ(half.precision, TimePrecision::month);
    EXPECT_TRUE(half.contains(wall_minutes(2025, 6, 30, 23, 59)));
    EXPECT_FALSE(half.contains(wall_minutes(2025, 7, 1)));

    EXPECT_EQ(parse_interval("2025").value().end, wall_minutes(2026, 1, 1));
    EXPECT_EQ(parse_interval("../2025-06").value().begin, INT64_MIN);
    EXPECT_EQ(parse_interval("2025-06/..").value().end, INT64_MAX);
    EXPECT_EQ(parse_interval("2025-01-31/2025-02-01").value().precision, TimePrecision::day);
    EXPECT_EQ(parse_interval("2025-01-31T22:00/2025-02-01").value().precision,
              TimePrecision::minute);
}

TEST(Time, IntervalsThatAreNoneAreRefused)
{
    for (const char* wrong :
         {"", "..", "2025-06/2025-01", "2025-02-30", "2025-04-31/..", "x/y",
          "2025-01/2025-02/2025-03", "2025-01-01T24:00", "2025-01-01 10:00", "2025-1/2025-2"}) {
        EXPECT_FALSE(parse_interval(wrong)) << wrong;
    }
    EXPECT_TRUE(parse_interval("../..").has_value());
}

TEST(Time, TwelveMonthsAreOneYearAndMissingOnesDoNotCount)
{
    const auto year = parse_interval("2025-01/2025-12").value();
    EXPECT_EQ(years_supplied(months_between({2025, 1}, {2025, 12}), year), 1.0);
    EXPECT_EQ(years_supplied(months_between({2024, 1}, {2025, 6}), year), 0.5);
    EXPECT_EQ(years_supplied({}, year), 0.0);
    const auto two_years = parse_interval("2024-01/2025-12").value();
    auto months = months_between({2024, 1}, {2024, 4});
    for (const Month& month : months_between({2025, 1}, {2025, 12})) {
        months.push_back(month);
    }
    EXPECT_DOUBLE_EQ(years_supplied(months, two_years), 16.0 / 12.0);
}

TEST(Time, MonthsNotSuppliedAreThoseThatTheIntervalTouches)
{
    const std::vector<Month> supplied{{2024, 1}, {2024, 4}, {2024, 6}};
    const auto missing = [&](const char* interval) {
        return months_not_supplied(supplied, parse_interval(interval).value());
    };
    using Months = std::vector<Month>;
    EXPECT_EQ(missing("2024-03/2024-05"), (Months{{2024, 3}, {2024, 5}}));
    EXPECT_EQ(missing("2024-02-29/2024-03-01"), (Months{{2024, 2}, {2024, 3}}));
    EXPECT_EQ(missing("2024-04"), Months{});
    EXPECT_EQ(missing("2023-12/2024-01"), (Months{{2023, 12}}));
    // An open end is the supply's own.
    EXPECT_EQ(missing("../.."), (Months{{2024, 2}, {2024, 3}, {2024, 5}}));
    EXPECT_EQ(missing("2024-05/.."), (Months{{2024, 5}}));
    EXPECT_EQ(missing("../2024-02"), (Months{{2024, 2}}));
    EXPECT_EQ(missing("2024-08/.."), Months{});
}

TEST(Time, OfAnEmptyIntervalOrSupplyOnlyAClosedSpanIsMissing)
{
    const auto apart = intersection(parse_interval("2024").value(), parse_interval("2025").value());
    EXPECT_TRUE(months_not_supplied({{2024, 1}}, apart).empty());
    EXPECT_TRUE(months_not_supplied({}, parse_interval("2024/..").value()).empty());
    EXPECT_EQ(months_not_supplied({}, parse_interval("2024-12/2025-01").value()),
              (std::vector<Month>{{2024, 12}, {2025, 1}}));
}

TEST(Time, PartOfAMonthCountsInProportion)
{
    const auto fortnight = parse_interval("2025-02-01/2025-02-14").value();
    EXPECT_DOUBLE_EQ(years_supplied({{2025, 2}}, fortnight), 0.5 / 12.0);
}

}  // namespace
}  // namespace heatward

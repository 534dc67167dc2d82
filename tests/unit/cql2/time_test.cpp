#include "time_text.hpp"

#include <gtest/gtest.h>

#include "feature_support.hpp"

namespace heatward::cql2 {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kJune15 = 20254 * kDay;

TestFeature at(Times times) { return TestFeature{{{}, {}, {}, times, {}, {}, {}}}; }

TEST(TimeText, ReadsDatesTimestampsAndMonths)
{
    EXPECT_EQ(read_date("2025-06-15"), (Times{kJune15, kJune15 + kDay}));
    EXPECT_EQ(read_date("1970-01-01"), (Times{0, kDay}));
    EXPECT_EQ(read_date("1969-12-31"), (Times{-kDay, 0}));
    EXPECT_EQ(read_date("2025-06"), (Times{kJune15 - 14 * kDay, kJune15 + 16 * kDay}));
    EXPECT_EQ(read_date("2024-02"), (Times{19754 * kDay, 19783 * kDay}));
    EXPECT_EQ(read_timestamp("2025-06-15T12:00:00Z", nullptr), (Times{kNoon, kNoon + 1}));
    EXPECT_EQ(read_timestamp("2025-06-15T12:00:00", nullptr), (Times{kNoon, kNoon + 1}));
    EXPECT_EQ(read_timestamp("2025-06-15T12:00:00.999z", nullptr), (Times{kNoon, kNoon + 1}));
    EXPECT_EQ(read_timestamp("2025-06-15T17:30:00+05:30", nullptr), (Times{kNoon, kNoon + 1}));
    EXPECT_EQ(read_timestamp("2025-06-15T11:00:00-01:00", nullptr), (Times{kNoon, kNoon + 1}));
}

TEST(TimeText, BringsOffsetsToTheClockOfTheZone)
{
    const TimeZone london = TimeZone::find("Europe/London").value();
    const Times noon{kNoon, kNoon + 1};
    EXPECT_EQ(read_timestamp("2025-06-15T12:00:00", &london), noon) << "by the wall clock";
    EXPECT_EQ(read_timestamp("2025-06-15T11:00:00Z", &london), noon) << "an hour ahead in summer";
    EXPECT_EQ(read_timestamp("2025-06-15T12:00:00+01:00", &london), noon);
    EXPECT_EQ(read_timestamp("2025-06-15T06:00:00-05:00", &london), noon);
    EXPECT_EQ(read_timestamp("2025-01-15T12:00:00Z", &london),
              read_timestamp("2025-01-15T12:00:00", &london))
        << "not in winter";
    EXPECT_EQ(read_timestamp("1969-12-31T23:00:05Z", &london), (Times{5, 6}))
        << "British Standard Time, before the epoch";
    EXPECT_EQ(read_instant("2025-06-15T11:00:00Z", &london), noon);
    EXPECT_EQ(read_interval("2025-06-15T11:00:00Z", "..", &london), (Times{kNoon, INT64_MAX}));
    EXPECT_EQ(read_date("2025-06-15"), read_instant("2025-06-15", &london)) << "a local day";
}

TEST(TimeText, FiltersOfBothFormsGoByTheZone)
{
    const TimeZone london = TimeZone::find("Europe/London").value();
    const auto noon = at({kNoon, kNoon + 60});
    for (const char* const text :
         {"T_INTERSECTS(when, TIMESTAMP('2025-06-15T11:00:30Z'))",
          "T_INTERSECTS(when, TIMESTAMP('2025-06-15T13:00:30+02:00'))",
          "T_INTERSECTS(when, TIMESTAMP('2025-06-15T12:00:30'))",
          "T_DURING(when, INTERVAL('2025-06-15T10:59:59Z','2025-06-15T11:01:00Z'))",
          "when >= '2025-06-15T11:00:00Z'", "when > TIMESTAMP('2025-06-15T10:59:59Z')",
          "NOT when < TIMESTAMP('2025-06-15T12:00:00Z')"}) {
        const auto filter = parse_text(text, test_queryables(), &london);
        ASSERT_TRUE(filter) << text;
        EXPECT_EQ(filter->accepts(noon), text[0] != 'N') << text;
        const auto again = parse_text(filter->canonical(), test_queryables(), &london);
        ASSERT_TRUE(again) << filter->canonical();
        EXPECT_EQ(again->canonical(), filter->canonical());
    }
    const auto json = parse_json(
        R"({"op":"t_intersects","args":[{"property":"when"},{"timestamp":"2025-06-15T11:00:30Z"}]})",
        test_queryables(), &london);
    ASSERT_TRUE(json);
    EXPECT_TRUE(json->accepts(noon));
}

TEST(TimeText, RefusesWhatIsNoTime)
{
    for (const char* const text :
         {"", "2025", "2025-6-15", "2025-02-29", "2025-13-01", "2025-00-01", "2025-06-31",
          "2025-06-15 ", "25-06-15", "2025-13", "-025-01-01", "2025-06-15T12:00:00Z"}) {
        EXPECT_EQ(read_date(text), std::nullopt) << text;
    }
    for (const char* const text :
         {"2025-06-15", "2025-06-15T24:00:00Z", "2025-06-15T12:60:00Z", "2025-06-15T12:00:60Z",
          "2025-06-15T12:00Z", "2025-06-15T12:00:00.Z", "2025-06-15T12:00:00ZZ",
          "2025-06-15T12:00:00+0100", "2025-06-15T12:00:00-5:30", "2025-06-15T12:00:00+24:00",
          "2025-06-15T12:00:00+01:60", "2025-06-15T12:00:00+01:00Z", "2025-02-30T12:00:00Z",
          "0000-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00"}) {
        EXPECT_EQ(read_timestamp(text, nullptr), std::nullopt) << text;
    }
}

TEST(TimeText, WritesWhatReadsBack)
{
    EXPECT_EQ(time_literal({kNoon, kNoon + 1}), "TIMESTAMP('2025-06-15T12:00:00')");
    EXPECT_EQ(time_literal({kJune15, kJune15 + kDay}), "DATE('2025-06-15')");
    EXPECT_EQ(time_literal({kJune15, kJune15 + 2 * kDay}), "INTERVAL('2025-06-15','2025-06-16')");
    EXPECT_EQ(time_literal({INT64_MIN, -kDay}), "INTERVAL('..','1969-12-30')");
    EXPECT_EQ(time_literal({kNoon, INT64_MAX}), "INTERVAL('2025-06-15T12:00:00','..')");
    EXPECT_EQ(time_literal({-2, -1}), "TIMESTAMP('1969-12-31T23:59:58')");
    EXPECT_EQ(time_literal({}), "INTERVAL('..','..')");
}

TEST(Times, CompareByInterval)
{
    const auto noon = at({kNoon, kNoon + 1});
    EXPECT_EQ(truth("when > DATE('2025-06-14')", noon), "yes");
    EXPECT_EQ(truth("when > DATE('2025-06-15')", noon), "no");
    EXPECT_EQ(truth("when >= DATE('2025-06-15')", noon), "yes");
    EXPECT_EQ(truth("when <= DATE('2025-06-15')", noon), "yes");
    EXPECT_EQ(truth("when < DATE('2025-06-15')", noon), "no");
    EXPECT_EQ(truth("when < DATE('2025-06-16')", noon), "yes");
    EXPECT_EQ(truth("when = DATE('2025-06-15')", noon), "no");
    EXPECT_EQ(truth("when <> DATE('2025-06-15')", noon), "yes");
    EXPECT_EQ(truth("when = TIMESTAMP('2025-06-15T12:00:00Z')", noon), "yes");
    EXPECT_EQ(truth("when BETWEEN DATE('2025-06-15') AND DATE('2025-06-15')", noon), "yes");
    EXPECT_EQ(truth("when BETWEEN '2025-06-01' AND '2025-06-14'", noon), "no");
    const auto june = at(*read_date("2025-06"));
    EXPECT_EQ(truth("when = DATE('2025-06')", june), "yes");
    EXPECT_EQ(truth("when BETWEEN DATE('2025-06-01') AND DATE('2025-06-30')", june), "yes");
    EXPECT_EQ(truth("when BETWEEN DATE('2025-06-02') AND DATE('2025-06-30')", june), "no");
    EXPECT_EQ(truth("when IN (DATE('2025-05'), DATE('2025-06'))", june), "yes");
}

TEST(Times, FunctionsAreTheStandards)
{
    const auto noon = at({kNoon, kNoon + 1});
    EXPECT_EQ(truth("T_DURING(when, INTERVAL('2025-06-15','2025-06-15'))", noon), "yes");
    EXPECT_EQ(truth("T_DURING(when, INTERVAL('2025-06-15T12:00:00Z','..'))", noon), "no");
    EXPECT_EQ(truth("T_DURING(when, INTERVAL('..','2025-06-15T12:00:00Z'))", noon), "no");
    EXPECT_EQ(truth("T_DURING(when, INTERVAL('..','..'))", noon), "yes");
    EXPECT_EQ(truth("T_CONTAINS(DATE('2025-06-15'), when)", noon), "yes");
    EXPECT_EQ(truth("T_CONTAINS(when, DATE('2025-06-15'))", noon), "no");
    EXPECT_EQ(truth("T_BEFORE(when, DATE('2025-06-16'))", noon), "yes");
    EXPECT_EQ(truth("T_BEFORE(when, DATE('2025-06-15'))", noon), "no");
    EXPECT_EQ(truth("T_AFTER(when, TIMESTAMP('2025-06-15T11:59:59Z'))", noon), "yes");
    EXPECT_EQ(truth("T_AFTER(when, DATE('2025-06-15'))", noon), "no");
    EXPECT_EQ(truth("T_INTERSECTS(when, DATE('2025-06-15'))", noon), "yes");
    EXPECT_EQ(truth("T_INTERSECTS(when, DATE('2025-06-16'))", noon), "no");
    EXPECT_EQ(truth("T_DISJOINT(when, DATE('2025-06-16'))", noon), "yes");
    EXPECT_EQ(truth("T_EQUALS(when, '2025-06-15T12:00:00Z')", noon), "yes");
    EXPECT_EQ(truth("T_EQUALS(when, DATE('2025-06-15'))", noon), "no");
}

}  // namespace
}  // namespace heatward::cql2

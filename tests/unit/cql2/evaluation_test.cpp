#include <chrono>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "feature_support.hpp"

namespace heatward::cql2 {
namespace {

TEST(Evaluation, ComparesNumbersTextAndBooleans)
{
    EXPECT_EQ(truth("count = 7"), "yes");
    EXPECT_EQ(truth("count = 7.5"), "no");
    EXPECT_EQ(truth("count <> 7"), "no");
    EXPECT_EQ(truth("count <> 8"), "yes");
    EXPECT_EQ(truth("count < 7"), "no");
    EXPECT_EQ(truth("count < 7.1"), "yes");
    EXPECT_EQ(truth("count > 6.9"), "yes");
    EXPECT_EQ(truth("count > 7"), "no");
    EXPECT_EQ(truth("count <= 7"), "yes");
    EXPECT_EQ(truth("count <= 6"), "no");
    EXPECT_EQ(truth("count >= 7"), "yes");
    EXPECT_EQ(truth("count >= 8"), "no");
    EXPECT_EQ(truth("count > -1e1"), "yes");
    EXPECT_EQ(truth("8 > count"), "yes");
    EXPECT_EQ(truth("6 >= count"), "no");
    EXPECT_EQ(truth("ward = 'St. John''s'"), "yes");
    EXPECT_EQ(truth("ward = 'st. john''s'"), "no");
    EXPECT_EQ(truth("ward > 'St'"), "yes");
    EXPECT_EQ(truth("\"crime type\" < ward"), "yes");
    EXPECT_EQ(truth("open = TRUE"), "yes");
    EXPECT_EQ(truth("open <> true"), "no");
    EXPECT_EQ(truth("open"), "yes");
    EXPECT_EQ(truth("1 = 1"), "yes");
    EXPECT_EQ(truth("'a' > 'b'"), "no");
}

TEST(Evaluation, WhatIsComparedWithNullIsUnknown)
{
    for (const char* const text :
         {"rate = 1", "rate <> 1", "rate < 1", "rate IN (1,2)", "rate BETWEEN 1 AND 2",
          "count = rate", "rate = rate", "count IN (1, rate)", "count BETWEEN 1 AND rate"}) {
        EXPECT_EQ(truth(text), "unknown") << text;
    }
    EXPECT_EQ(truth("count IN (7, rate)"), "yes");
    EXPECT_EQ(truth("count BETWEEN 8 AND rate"), "no");
    EXPECT_EQ(truth("rate IS NULL"), "yes");
    EXPECT_EQ(truth("rate IS NOT NULL"), "no");
    EXPECT_EQ(truth("count IS NULL"), "no");
    EXPECT_EQ(truth("geom IS NOT NULL"), "yes");
}

TEST(Evaluation, NullOfEveryTypeIsUnknown)
{
    const TestFeature empty{std::vector<Value>(7), {0}};
    for (const char* const text :
         {"ward LIKE '%'", "CASEI(ward) = 'a'", "open", "open = FALSE", "when > DATE('2000-01-01')",
          "T_INTERSECTS(when, INTERVAL('..','..'))", "S_INTERSECTS(geom, POINT(1 2))"}) {
        EXPECT_EQ(truth(text, empty), "unknown") << text;
    }
}

TEST(Evaluation, NanAndValuesOfAnotherTypeCountAsNull)
{
    const TestFeature wrong{
        {1.0, std::numeric_limits<double>::quiet_NaN(), {}, std::string{"2025"}, {}, true, {}}};
    EXPECT_EQ(truth("ward = 'a'", wrong), "unknown");
    EXPECT_EQ(truth("count = 1", wrong), "unknown");
    EXPECT_EQ(truth("count IS NULL", wrong), "yes");
    EXPECT_EQ(truth("when = DATE('2025-01-01')", wrong), "unknown");
    EXPECT_EQ(truth("rate < 2", wrong), "unknown");
}

TEST(Evaluation, FollowsTheTruthTables)
{
    const std::string yes = "1 = 1";
    const std::string no = "1 = 2";
    const std::string unknown = "rate = 1";
    const auto name = [&](const std::string& text) { return text == yes ? 2 : text == no ? 0 : 1; };
    const char* const names[] = {"no", "unknown", "yes"};
    for (const auto& a : {yes, no, unknown}) {
        EXPECT_EQ(truth("NOT " + a), names[2 - name(a)]);
        for (const auto& b : {yes, no, unknown}) {
            EXPECT_EQ(truth(a + " AND " + b), names[std::min(name(a), name(b))]) << a << b;
            EXPECT_EQ(truth(a + " OR " + b), names[std::max(name(a), name(b))]) << a << b;
        }
    }
}

TEST(Evaluation, ListsRangesAndPatterns)
{
    EXPECT_EQ(truth("count IN (9, 7, 7, 1)"), "yes");
    EXPECT_EQ(truth("count NOT IN (9, 7, 1)"), "no");
    EXPECT_EQ(truth("count IN (9, 8)"), "no");
    EXPECT_EQ(truth("ward IN ('x', \"crime type\", 'St. John''s')"), "yes");
    EXPECT_EQ(truth("ward IN ('x', \"crime type\")"), "no");
    EXPECT_EQ(truth("\"crime type\" IN ('x', \"crime type\")"), "yes");
    EXPECT_EQ(truth("count BETWEEN 7 AND 7"), "yes");
    EXPECT_EQ(truth("count BETWEEN 8 AND 6"), "no");
    EXPECT_EQ(truth("count NOT BETWEEN 1 AND 6"), "yes");
    EXPECT_EQ(truth("ward LIKE 'St.%s'"), "yes");
    EXPECT_EQ(truth("ward NOT LIKE 'St.%s'"), "no");
    EXPECT_EQ(truth("ward LIKE 'st%'"), "no");
    EXPECT_EQ(truth("CASEI(ward) LIKE CASEI('ST%')"), "yes");
    EXPECT_EQ(truth("ward ILIKE 'sT%'"), "yes");
    EXPECT_EQ(truth("CASEI(\"crime type\") = casei('ROB')"), "yes");
    EXPECT_EQ(truth("CASEI(\"crime type\") IN (CASEI('rOB'), CASEI('x'))"), "yes");
    EXPECT_EQ(truth("CASEI(\"crime type\") = 'Rob'"), "no");
}

TEST(Evaluation, AsksTheFeatureForItsGeometry)
{
    // The test feature meets literal 0 alone.
    const std::string first = "S_INTERSECTS(geom, POINT(1 2))";
    const std::string second = "S_INTERSECTS(BBOX(0,0,1,1), geom)";
    EXPECT_EQ(truth(first), "yes");
    EXPECT_EQ(truth(first + " AND " + second), "no");
    EXPECT_EQ(truth(first + " AND NOT " + second), "yes");
    EXPECT_EQ(text_filter(first + " AND " + second + " OR " + first).geometries().size(), 2U);
}

TEST(Evaluation, SaysWhichPropertiesItReads)
{
    const auto used = [](std::string_view text) {
        const Filter filter = text_filter(text);
        return std::vector<std::size_t>(filter.used().begin(), filter.used().end());
    };
    using Used = std::vector<std::size_t>;
    EXPECT_EQ(used("rate > 1 OR ward = 'a' AND rate < 3"), (Used{0, 5}));
    EXPECT_EQ(used("S_INTERSECTS(geom, POINT(0 0)) AND when IS NULL"), (Used{3, 4}));
    EXPECT_EQ(used("count IN (1, rate)"), (Used{1, 5}));
    EXPECT_EQ(used("TRUE"), Used{});
}

}  // namespace
}  // namespace heatward::cql2

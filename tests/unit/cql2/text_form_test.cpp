#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feature_support.hpp"
#include "heatward/cql2/limits.hpp"

namespace heatward::cql2 {
namespace {

std::string canonical(std::string_view text) { return text_filter(text).canonical(); }

TEST(TextForm, BindsNotBeforeAndBeforeOr)
{
    EXPECT_EQ(canonical("NOT count=1 AND rate=2 OR open"),
              R"((NOT ("count" = 1) AND "rate" = 2) OR "open")");
    EXPECT_EQ(canonical("open or count=1 and rate=2"), R"("open" OR ("count" = 1 AND "rate" = 2))");
    EXPECT_EQ(canonical("(open OR count=1) AND rate=2"),
              R"(("open" OR "count" = 1) AND "rate" = 2)");
    EXPECT_EQ(canonical("NOT (open OR count=1)"), R"(NOT ("open" OR "count" = 1))");
    EXPECT_EQ(canonical("count BETWEEN 1 AND 2 AND open"), R"("count" BETWEEN 1 AND 2 AND "open")");
    EXPECT_EQ(canonical("NOT NOT open"), R"("open")");
}

TEST(TextForm, HasOneFormOfWriting)
{
    const std::string one = R"("count" > 5 AND "ward" IN ('a','b'))";
    EXPECT_EQ(canonical("count>5 and ward in('b','a','b')"), one);
    EXPECT_EQ(canonical("((5.0 < \"count\")) AND (ward IN ('a', 'b'))"), one);
    EXPECT_EQ(canonical("\n5e0<count\tAND ward iN('b','a')"), one);
    EXPECT_EQ(canonical("open AND (count=1 AND (rate=2))"),
              canonical("open AND count=1 AND rate=2"));
    EXPECT_EQ(canonical("INTERSECTS(geom,POINT(1 2))"),
              canonical("s_intersects(geom, point(1.0 2))"));
    EXPECT_EQ(canonical("ward NOT LIKE 'a%'"), canonical("NOT ward LIKE 'a%'"));
    EXPECT_EQ(canonical("count = -0"), canonical("count = 0"));
    EXPECT_EQ(canonical("CASEI(ward) = CASEI('ÄB')"), "CASEI(\"ward\") = 'äb'");
    EXPECT_NE(canonical("count = 0.1"), canonical("count = 0.10000000000000002"));
    EXPECT_NE(canonical("count >= 1"), canonical("count > 1"));
    EXPECT_NE(canonical("ward = 'a'"), canonical("\"crime type\" = 'a'"));
}

TEST(TextForm, ItsCanonicalFormReadsBack)
{
    for (const char* const text :
         {"ward = 'it''s' OR \"crime type\" LIKE '100\\%\\\\'", "count IN (1,-2.5,1e300, rate)",
          "NOT (open AND FALSE) OR TRUE", "when BETWEEN DATE('2025-06') AND '2025-07-01T00:00:00Z'",
          "T_DURING(when, INTERVAL('..','2025-06-01')) AND CASEI(ward) LIKE 'x_'",
          "S_INTERSECTS(geom, GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1),"
          "POLYGON((0 0,4 0,4 4,0 0),(1 1,2 1,2 2,1 1))))",
          "geom IS NULL AND T_AFTER(when, TIMESTAMP('2025-06-01T00:00:01Z'))"}) {
        EXPECT_EQ(canonical(canonical(text)), canonical(text)) << text;
    }
}

TEST(TextForm, ReadsQuotes)
{
    EXPECT_EQ(truth("ward = 'St. John\\'s'"), "yes");
    EXPECT_EQ(truth("'' = ''''"), "no");
    EXPECT_EQ(truth("'''' = '\\''"), "yes");
    const std::vector<Queryable> odd{{"a \"b\"", Type::number},
                                     {"and", Type::number},
                                     {"date", Type::number},
                                     {"größe.x", Type::number}};
    EXPECT_TRUE(parse_text(R"("a ""b""" = 1 AND "and" = 1 AND date = 1 AND größe.x = 1)", odd));
}

TEST(TextForm, ReadsWhatGdalSends)
{
    // The forms of OGROAPIFLayer::BuildFilterCQLText in GDAL 3.6.
    EXPECT_EQ(truth("(count > 5) AND (ward = 'St. John''s')"), "yes");
    EXPECT_EQ(truth("((count > 5) OR (rate <= 0.5)) AND (NOT ((rate IS NULL)))"), "no");
    EXPECT_EQ(truth("NOT ((rate IS NULL))"), "no");
    EXPECT_EQ(truth("ward ILIKE 'st%'"), "yes");
    EXPECT_EQ(truth("count < 1e+20"), "yes");
    EXPECT_EQ(truth("when >= '2025-06-15T12:00:00Z'"), "yes");
    EXPECT_EQ(truth("when = '2025-06-15'"), "no");
}

TEST(TextForm, ReadsTheStandardsExamples)
{
    const std::vector<Queryable> properties{
        {"eo:cloud_cover", Type::number}, {"owner", Type::text},   {"floors", Type::number},
        {"swimming_pool", Type::boolean}, {"updated", Type::time}, {"geometry", Type::geometry},
        {"event_date", Type::time}};
    for (const char* const text :
         {"eo:cloud_cover=0.2", "floors>5 AND swimming_pool=true",
          "swimming_pool = true AND (floors > 5 OR owner LIKE 'Mike%' OR owner LIKE '% Mike%')",
          "owner NOT LIKE '%Mike%'", "updated >= DATE('1964-10-07')",
          "event_date=TIMESTAMP('1969-07-20T20:17:40Z')",
          "T_BEFORE(updated,DATE('2012-08-10')) AND floors IS NOT NULL",
          "CASEI(owner) IN (casei('Los Angeles'), CASEI('Vancouver'))",
          "S_INTERSECTS(geometry,POLYGON((-77.0824 38.7886,-77.0389 38.7886,-77.0389 38.8346,"
          "-77.0824 38.8346,-77.0824 38.7886)))"}) {
        EXPECT_TRUE(parse_text(text, properties)) << text;
    }
}

TEST(TextForm, NestsToItsLimitAndNoFurther)
{
    const auto nested = [](std::size_t depth, const std::string& open, const std::string& close) {
        std::string text;
        for (std::size_t i = 0; i < depth; ++i) {
            text += open;
        }
        text += "open";
        for (std::size_t i = 0; i < depth; ++i) {
            text += close;
        }
        return text;
    };
    EXPECT_TRUE(parse_text(nested(kDeepestFilter, "(", ")"), test_queryables()));
    EXPECT_THAT(text_error(nested(kDeepestFilter + 1, "(", ")")),
                testing::HasSubstr("character 65: the filter nests deeper than 64 levels"));
    EXPECT_THAT(text_error(nested(2000, "NOT ", "")), testing::HasSubstr("nests deeper"));
    EXPECT_THAT(text_error(nested(1000, "CASEI(", ")")), testing::HasSubstr("nests deeper"));
    EXPECT_THAT(text_error("S_INTERSECTS(geom, " + nested(300, "GEOMETRYCOLLECTION(", ")") + ")"),
                testing::HasSubstr("nests deeper"));
    EXPECT_THAT(text_error(nested(4000, "(", "")), testing::HasSubstr("nests deeper"));
}

TEST(TextForm, RefusesTooMuch)
{
    EXPECT_EQ(text_error(std::string(1000000, '(')),
              "the filter has 1000000 bytes: write it in 8192 or fewer");
    std::string many = "open";
    for (std::size_t i = 0; i < kMostPredicates; ++i) {
        many += " OR open";
    }
    EXPECT_THAT(text_error(many), testing::HasSubstr("more than 256 comparisons"));
    std::string list = "count IN (0";
    for (std::size_t i = 0; i < kMostListed; ++i) {
        list += ",1";
    }
    EXPECT_THAT(text_error(list + ")"), testing::HasSubstr("IN lists 1001 values"));
    EXPECT_THAT(text_error("ward LIKE '" + std::string(kLongestPattern + 1, '%') + "'"),
                testing::HasSubstr("the LIKE pattern has 257 bytes"));
    std::string line = "S_INTERSECTS(geom,LINESTRING(0 0";
    for (std::size_t i = 0; i < kMostVertices; ++i) {
        line += ",1 1";
    }
    EXPECT_THAT(text_error(line + "))"), testing::HasSubstr("more than 2000 vertices"));
    std::string points = "open";
    for (std::size_t i = 0; i <= kMostGeometries; ++i) {
        points += " OR S_INTERSECTS(geom,POINT(0 " + std::to_string(i) + "))";
    }
    EXPECT_THAT(text_error(points), testing::HasSubstr("more than 16 geometries"));
}

}  // namespace
}  // namespace heatward::cql2

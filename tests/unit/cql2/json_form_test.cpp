#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feature_support.hpp"

namespace heatward::cql2 {
namespace {

void expect_same(std::string_view json, std::string_view text)
{
    EXPECT_EQ(json_filter(json).canonical(), text_filter(text).canonical());
}

TEST(JsonForm, IsTheTextFormInObjects)
{
    expect_same(R"({"op":"=","args":[{"property":"count"},7]})", "count = 7");
    expect_same(R"({"op":"<>","args":[{"property":"ward"},"a'b"]})", "ward <> 'a''b'");
    expect_same(R"({"op":"<=","args":[7,{"property":"count"}]})", "count >= 7");
    expect_same(R"({"op":"and","args":[{"op":"<","args":[{"property":"count"},1]},
                   {"op":"not","args":[{"property":"open"}]},true]})",
                "count < 1 AND NOT open AND TRUE");
    expect_same(R"({"op":"or","args":[false,{"op":">","args":[{"property":"rate"},-1.5]}]})",
                "FALSE OR rate > -1.5");
    expect_same(R"({"op":"like","args":[{"op":"casei","args":[{"property":"ward"}]},
                   {"op":"casei","args":["A%"]}]})",
                "CASEI(ward) LIKE CASEI('A%')");
    expect_same(R"({"op":"=","args":[{"casei":{"property":"ward"}},{"casei":"A"}]})",
                "CASEI(ward) = 'a'");
    expect_same(R"({"op":"between","args":[{"property":"count"},1,2]})", "count BETWEEN 1 AND 2");
    expect_same(R"({"op":"in","args":[{"property":"ward"},["b","a"]]})", "ward IN ('a','b')");
    expect_same(R"({"op":"isNull","args":[{"property":"geom"}]})", "geom IS NULL");
    expect_same(R"({"op":"isNull","args":{"property":"geom"}})", "geom IS NULL");
    expect_same(R"({"op":">=","args":[{"property":"when"},{"date":"2025-06-15"}]})",
                "when >= DATE('2025-06-15')");
    expect_same(R"({"op":"=","args":[{"property":"when"},{"timestamp":"2025-06-15T12:00:00Z"}]})",
                "when = TIMESTAMP('2025-06-15T12:00:00Z')");
    expect_same(
        R"({"op":"t_during","args":[{"property":"when"},{"interval":["..","2025-06-15"]}]})",
        "T_DURING(when, INTERVAL('..','2025-06-15'))");
}

TEST(JsonForm, ReadsGeometries)
{
    const auto same = [](const std::string& json, const std::string& text) {
        expect_same(R"({"op":"s_intersects","args":[{"property":"geom"},)" + json + "]}",
                    "S_INTERSECTS(geom, " + text + ")");
    };
    same(R"({"type":"Point","coordinates":[1,2,3]})", "POINT(1 2)");
    same(R"({"type":"LineString","coordinates":[[1,2],[3,4]]})", "LINESTRING(1 2,3 4)");
    same(
        R"({"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]})",
        "POLYGON((0 0,4 0,4 4,0 0),(1 1,2 1,2 2,1 1))");
    same(R"({"type":"MultiPoint","coordinates":[[1,2],[3,4]]})", "MULTIPOINT((1 2),(3 4))");
    same(R"({"type":"MultiLineString","coordinates":[[[1,2],[3,4]]]})", "LINESTRING(1 2,3 4)");
    same(R"({"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,0]]]]})",
         "MULTIPOLYGON(((0 0,4 0,4 4,0 0)))");
    same(R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},
             {"type":"LineString","coordinates":[[1,2],[3,4]]}]})",
         "GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(1 2,3 4))");
    same(R"({"bbox":[0,1,2,3]})", "BBOX(0,1,2,3)");
    expect_same(R"({"op":"s_intersects","args":[{"bbox":[0,1,2,3]},{"property":"geom"}]})",
                "S_INTERSECTS(geom, BBOX(0,1,2,3))");
}

TEST(JsonForm, RefusesWhatIsNested)
{
    std::string arrays(4000, '[');
    EXPECT_THAT(json_error(arrays), testing::HasSubstr("nests deeper than 140 levels of JSON"));
    std::string nots;
    for (int i = 0; i < 65; ++i) {
        nots += R"({"op":"not","args":[)";
    }
    nots += "true";
    for (int i = 0; i < 65; ++i) {
        nots += "]}";
    }
    EXPECT_THAT(json_error(nots), testing::HasSubstr("nests deeper than 64 levels"));
    EXPECT_EQ(json_error(std::string(1000000, '[')),
              "the filter has 1000000 bytes: write it in 8192 or fewer");
}

}  // namespace
}  // namespace heatward::cql2

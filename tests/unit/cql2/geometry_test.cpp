#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feature_support.hpp"

namespace heatward::cql2 {
namespace {

Geometry geometry(const std::string& text)
{
    const Filter filter = text_filter("S_INTERSECTS(geom, " + text + ")");
    return filter.geometries().empty() ? Geometry{} : filter.geometries()[0];
}

std::string geometry_error(const std::string& text)
{
    return text_error("S_INTERSECTS(geom, " + text + ")");
}

const Polygon<Position> kUnitSquare{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}, {}};

TEST(GeometryLiteral, ReadsWellKnownText)
{
    EXPECT_EQ(geometry("POINT(-0.12 51.5)").points, (std::vector<Position>{{-0.12, 51.5}}));
    EXPECT_EQ(geometry("point z (1 2 3)").points, (std::vector<Position>{{1, 2}}));
    EXPECT_EQ(geometry("POINT(1 2 3)").points, (std::vector<Position>{{1, 2}}));
    EXPECT_EQ(geometry("MULTIPOINT(1 2, 3 4)"), geometry("MULTIPOINT((1 2),(3 4))"));
    EXPECT_EQ(geometry("MULTILINESTRING((1 2,3 4),(5 6,7 8))").lines.size(), 2U);
    EXPECT_EQ(geometry("POLYGON((0 0,1 0,1 1,0 1,0 0))").polygons,
              (std::vector<Polygon<Position>>{kUnitSquare}));
    const Geometry all = geometry(
        "GEOMETRYCOLLECTION(POINT(1 2),GEOMETRYCOLLECTION(LINESTRING(0 0,1 1),"
        "MULTIPOLYGON(((0 0,9 0,9 9,0 0),(5 1,6 1,6 2,5 1)),((0 0,1 0,1 1,0 0)))),POINT EMPTY)");
    EXPECT_EQ(all.points.size(), 1U);
    EXPECT_EQ(all.lines.size(), 1U);
    ASSERT_EQ(all.polygons.size(), 2U);
    EXPECT_EQ(all.polygons[0].holes, (std::vector<Ring<Position>>{{{5, 1}, {6, 1}, {6, 2}}}));
}

TEST(GeometryLiteral, ReadsBoxes)
{
    EXPECT_EQ(geometry("BBOX(0,0,1,1)").polygons, (std::vector<Polygon<Position>>{kUnitSquare}));
    EXPECT_EQ(geometry("BBOX(0,0,-5,1,1,9)").polygons, geometry("BBOX(0,0,1,1)").polygons);
    EXPECT_EQ(geometry("BBOX(1,2,1,2)").points, (std::vector<Position>{{1, 2}}));
    EXPECT_EQ(geometry("BBOX(1,2,3,2)").lines,
              (std::vector<std::vector<Position>>{{{1, 2}, {3, 2}}}));
    const Geometry across = geometry("BBOX(170,-10,-170,10)");
    ASSERT_EQ(across.polygons.size(), 2U);
    EXPECT_EQ(across.polygons[0].exterior[1], (Position{180, -10}));
    EXPECT_EQ(across.polygons[1].exterior[0], (Position{-180, -10}));
}

TEST(GeometryLiteral, RefusesWhatIsNone)
{
    using testing::HasSubstr;
    EXPECT_THAT(geometry_error("POINT EMPTY"), HasSubstr("the geometry is empty"));
    EXPECT_THAT(geometry_error("POINT(1)"), HasSubstr("second coordinate wants a number here"));
    EXPECT_THAT(geometry_error("POINT Z(1 2)"), HasSubstr("height wants a number"));
    EXPECT_THAT(geometry_error("LINESTRING(1 2)"), HasSubstr("a line has one position"));
    EXPECT_THAT(geometry_error("POLYGON((0 0,1 1,0 0))"), HasSubstr("a ring has 3 positions"));
    EXPECT_THAT(geometry_error("POLYGON((0 0,1 0,1 1,0 1))"), HasSubstr("a ring is open"));
    EXPECT_THAT(geometry_error("BBOX(1,2,3)"), HasSubstr("the bounding box has 3 numbers"));
    EXPECT_THAT(geometry_error("BBOX(0,5,1,4)"), HasSubstr("upside down"));
    EXPECT_THAT(geometry_error("BBOX(400000,5,300000,6)"), HasSubstr("the wrong way round"));
    EXPECT_THAT(geometry_error("POINT(1e999 0)"), HasSubstr("too large or too small"));
    EXPECT_THAT(geometry_error("CIRCLE(1 2)"), HasSubstr("a geometry such as POINT"));
    EXPECT_THAT(geometry_error("ward"), HasSubstr("a geometry such as POINT"));
}

}  // namespace
}  // namespace heatward::cql2

#include "heatward/gis/overlay.hpp"

#include <algorithm>
#include <vector>

#include <gmock/gmock.h>

#include "throws_with.hpp"

namespace heatward::gis {
namespace {

using testing::HasSubstr;

ProjectedMultiPolygon rectangle(double x0, double y0, double x1, double y1)
{
    return {{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}}};
}

double signed_area(const Ring<ProjectedPoint>& ring)
{
    double sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto& a = ring[i];
        const auto& b = ring[(i + 1) % ring.size()];
        sum += a.x * b.y - b.x * a.y;
    }
    return sum / 2;
}

const ProjectedMultiPolygon kBowTie{{{{0, 0}, {10, 10}, {10, 0}, {0, 10}}, {}}};

TEST(Overlay, UnitesNeighboursAlongTheirEdge)
{
    const std::vector<ProjectedMultiPolygon> parts{rectangle(0, 0, 10, 10),
                                                   rectangle(10, 0, 30, 10)};
    const ProjectedMultiPolygon whole = union_of(parts);
    ASSERT_EQ(whole.size(), 1U);
    EXPECT_EQ(area_m2(whole), 300);
    EXPECT_GT(signed_area(whole[0].exterior), 0);
}

TEST(Overlay, KeepsCoordinatesToTheBit)
{
    const double x = 545123.4567891234;
    const std::vector<ProjectedMultiPolygon> parts{
        rectangle(x, 258000.1, x + 100.3, 258100.7),
        rectangle(x + 100.3, 258000.1, 545400, 258100.7)};
    const ProjectedMultiPolygon whole = union_of(parts);
    ASSERT_EQ(whole.size(), 1U);
    for (const ProjectedPoint corner : {ProjectedPoint{x, 258000.1}, ProjectedPoint{x, 258100.7}}) {
        EXPECT_EQ(std::count(whole[0].exterior.begin(), whole[0].exterior.end(), corner), 1);
    }
}

TEST(Overlay, BuffersHaveRoundCorners)
{
    const auto square = rectangle(0, 0, 100, 100);
    const auto around = buffer_of(square, 30);
    constexpr double circle = 3.14159265358979 * 30 * 30;
    EXPECT_NEAR(area_m2(around), 100 * 100 + 4 * 100 * 30 + circle, 0.002 * circle);
    EXPECT_LT(area_m2(around), 100 * 100 + 4 * 100 * 30 + circle);
    EXPECT_EQ(area_m2(buffer_of(square, 0)), 100 * 100);
    EXPECT_TRUE(buffer_of({}, 30).empty());
    // Neighbours' common edge stays to the bit: a point on it lies in one of them.
    const auto ring = difference_of(around, square);
    ASSERT_EQ(ring.size(), 1U);
    ASSERT_EQ(ring[0].holes.size(), 1U);
    EXPECT_THAT(ring[0].holes[0], testing::UnorderedElementsAreArray(square[0].exterior));
}

TEST(Overlay, MakesAHoleOfWhatTheUnionCloses)
{
    const std::vector<ProjectedMultiPolygon> parts{
        rectangle(0, 0, 30, 10), rectangle(0, 20, 30, 30), rectangle(0, 10, 10, 20),
        rectangle(20, 10, 30, 20)};
    const ProjectedMultiPolygon whole = union_of(parts);
    ASSERT_EQ(whole.size(), 1U);
    ASSERT_EQ(whole[0].holes.size(), 1U);
    EXPECT_LT(signed_area(whole[0].holes[0]), 0);
    EXPECT_EQ(area_m2(whole), 800);
}

TEST(Overlay, UnitesNothingToNothing) { EXPECT_TRUE(union_of({}).empty()); }

TEST(Overlay, IntersectsAndSubtracts)
{
    const auto a = rectangle(0, 0, 10, 10);
    const auto b = rectangle(6, 7, 20, 20);
    EXPECT_EQ(intersection_area_m2(a, b), 12);
    EXPECT_EQ(intersection_area_m2(b, a), 12);
    EXPECT_EQ(area_m2(difference_of(a, b)), 88);
    EXPECT_EQ(intersection_area_m2(a, rectangle(10, 0, 20, 10)), 0) << "a shared edge has no area";
    EXPECT_EQ(intersection_area_m2(a, rectangle(50, 50, 60, 60)), 0);
    EXPECT_TRUE(intersection_of(a, rectangle(10, 0, 20, 10)).empty());
    EXPECT_EQ(intersection_area_m2({}, a), 0);
}

TEST(Overlay, SaysWhyPolygonsAreInvalid)
{
    std::string reason;
    EXPECT_TRUE(is_valid(rectangle(0, 0, 1, 1), &reason));
    EXPECT_EQ(reason, "");
    EXPECT_FALSE(is_valid(kBowTie, &reason));
    EXPECT_THAT(reason, HasSubstr("Self-intersection[5 5]"));
    EXPECT_FALSE(is_valid({{{{0, 0}, {1, 1}}, {}}}, &reason));
    EXPECT_FALSE(is_valid(kBowTie, nullptr));
}

TEST(Overlay, RepairsABowTieToItsTwoLobes)
{
    const ProjectedMultiPolygon repaired = make_valid(kBowTie);
    EXPECT_EQ(repaired.size(), 2U);
    EXPECT_EQ(area_m2(repaired), 50);
    EXPECT_TRUE(is_valid(repaired, nullptr));
}

TEST(Overlay, LeavesValidPolygonsAsTheyAreButForDirections)
{
    const ProjectedMultiPolygon clockwise{
        {{{0, 0}, {0, 9}, {9, 9}, {9, 0}}, {{{3, 3}, {6, 3}, {6, 6}, {3, 6}}}}};
    const ProjectedMultiPolygon turned{
        {{{0, 0}, {9, 0}, {9, 9}, {0, 9}}, {{{3, 3}, {3, 6}, {6, 6}, {6, 3}}}}};
    EXPECT_EQ(make_valid(clockwise), turned);
    EXPECT_EQ(make_valid(turned), turned);
}

TEST(Overlay, WhatHasNoAreaComesBackEmpty)
{
    EXPECT_TRUE(make_valid({{{{0, 0}, {5, 5}, {10, 10}}, {}}}).empty());
}

}  // namespace
}  // namespace heatward::gis

#include "heatward/pipeline/grid_area_set.hpp"

#include <set>
#include <string>

#include <gmock/gmock.h>

#include "heatward/core/error.hpp"
#include "heatward/gis/overlay.hpp"

namespace heatward::pipeline {
namespace {

ProjectedMultiPolygon square_of(double west, double south, double side)
{
    return {
        {{{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}},
         {}}};
}

project::AreaSet grid(project::CellShape shape, double size_m)
{
    project::AreaSet set;
    set.id = "cells";
    set.grid = project::CellGrid{shape, size_m};
    return set;
}

TEST(GridAreaSet, SquaresOverlapTheStudyAreaAndNoMore)
{
    // From column 3600 on, 26 whole cells and one in part; from row 1666.67 to 1693.33.
    const auto area = square_of(540'000, 250'000, 4000);
    const AreaSetData cells = grid_area_set(grid(project::CellShape::square, 150), area);
    EXPECT_EQ(cells.areas.size(), 27U * 28U);
    EXPECT_EQ(cells.areas.front().code, "E540000N249900");
    EXPECT_EQ(cells.areas.front().name, "E540000N249900");
    EXPECT_EQ(cells.areas.back().code, "E543900N253950");
    EXPECT_EQ(cells.population.size(), cells.areas.size());
}

TEST(GridAreaSet, CellsThatOnlyTouchAreLeftOut)
{
    const AreaSetData cells =
        grid_area_set(grid(project::CellShape::square, 200), square_of(400, 600, 400));
    EXPECT_EQ(cells.areas.size(), 4U);
}

TEST(GridAreaSet, HexagonsCoverTheStudyArea)
{
    const auto area = square_of(540'000, 250'000, 4000);
    const AreaSetData cells = grid_area_set(grid(project::CellShape::hexagon, 250), area);
    std::set<std::string> codes;
    for (const gis::AreaRecord& cell : cells.areas) {
        codes.insert(cell.code);
        EXPECT_GT(gis::intersection_area_m2(cell.polygons, area), 0);
    }
    EXPECT_EQ(codes.size(), cells.areas.size());
    EXPECT_NEAR(gis::intersection_area_m2(gis::union_of(cells.polygons()), area), 16e6, 1);
}

TEST(GridAreaSet, TooManyAreRefused)
{
    EXPECT_THROW(static_cast<void>(grid_area_set(grid(project::CellShape::square, 100),
                                                 square_of(0, 0, 200'000))),
                 DataError);
}

}  // namespace
}  // namespace heatward::pipeline

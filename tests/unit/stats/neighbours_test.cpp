#include "heatward/stats/neighbours.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "shapes.hpp"

namespace heatward::stats {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Unit squares, row by row from the south-west.
std::vector<ProjectedMultiPolygon> squares(int columns, int rows)
{
    std::vector<ProjectedMultiPolygon> areas;
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            areas.push_back({{rectangle(column, row, column + 1, row + 1), {}}});
        }
    }
    return areas;
}

TEST(Neighbours, QueenTakesCornersAndRookDoesNot)
{
    const auto areas = squares(3, 3);
    const auto queen = contiguous_neighbours(areas, Contiguity::queen, 0);
    EXPECT_THAT(queen.of(0), ElementsAre(1, 3, 4));
    EXPECT_THAT(queen.of(4), ElementsAre(0, 1, 2, 3, 5, 6, 7, 8));
    const auto rook = contiguous_neighbours(areas, Contiguity::rook, 0);
    EXPECT_THAT(rook.of(0), ElementsAre(1, 3));
    EXPECT_THAT(rook.of(4), ElementsAre(1, 3, 5, 7));
}

TEST(Neighbours, SnapBridgesAGapOfItsWidth)
{
    const std::vector<ProjectedMultiPolygon> areas{{{rectangle(0, 0, 10, 10), {}}},
                                                   {{rectangle(13, 4, 20, 14), {}}}};
    // Nearest vertices: (10, 0) and (13, 4), five apart.
    EXPECT_THAT(contiguous_neighbours(areas, Contiguity::queen, 5).of(0), ElementsAre(1));
    EXPECT_THAT(contiguous_neighbours(areas, Contiguity::queen, 4.99).of(0), IsEmpty());
    EXPECT_EQ(contiguous_neighbours(areas, Contiguity::queen, 4.99).islands(), 2U);
}

TEST(Neighbours, AHoleAdjoinsWhatFillsIt)
{
    auto hole = rectangle(4, 4, 6, 6);
    std::reverse(hole.begin(), hole.end());
    const std::vector<ProjectedMultiPolygon> areas{{{rectangle(0, 0, 10, 10), {hole}}},
                                                   {{rectangle(4, 4, 6, 6), {}}}};
    EXPECT_THAT(contiguous_neighbours(areas, Contiguity::rook, 0).of(1), ElementsAre(0));
}

TEST(Neighbours, WithinADistanceAsByComparingAll)
{
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> coordinate(-500, 500);
    std::vector<ProjectedPoint> places(300);
    for (ProjectedPoint& place : places) {
        place = {coordinate(random), coordinate(random)};
    }
    const auto neighbours = neighbours_within(places, 60);
    for (std::size_t i = 0; i < places.size(); ++i) {
        std::vector<std::uint32_t> expected;
        for (std::uint32_t j = 0; j < places.size(); ++j) {
            if (j != i && std::hypot(places[i].x - places[j].x, places[i].y - places[j].y) <= 60) {
                expected.push_back(j);
            }
        }
        EXPECT_THAT(neighbours.of(i), testing::ElementsAreArray(expected)) << i;
    }
}

TEST(Neighbours, TwoAreasAtOnePlaceAreNeighbours)
{
    const std::vector<ProjectedPoint> places{{1, 1}, {1, 1}, {900, 1}};
    const auto neighbours = neighbours_within(places, 1);
    EXPECT_THAT(neighbours.of(0), ElementsAre(1));
    EXPECT_EQ(neighbours.islands(), 1U);
}

TEST(Neighbours, WrongOnesAreRefused)
{
    EXPECT_THROW(Neighbours(2, {{0, 2}}), DataError);
    EXPECT_THROW(contiguous_neighbours({}, Contiguity::queen, -1), DataError);
    EXPECT_THROW(neighbours_within({}, 0), DataError);
    EXPECT_EQ(Neighbours(0, {}).size(), 0U);
    EXPECT_THAT(Neighbours(3, {{1, 1}, {2, 0}, {0, 2}}).of(0), ElementsAre(2));
    EXPECT_THAT(Neighbours(3, {{1, 1}, {2, 0}, {0, 2}}).of(1), IsEmpty());
}

}  // namespace
}  // namespace heatward::stats

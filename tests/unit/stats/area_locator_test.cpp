#include "heatward/stats/area_locator.hpp"

#include <cmath>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/stats/shapes.hpp"

namespace heatward::stats {
namespace {

TEST(AreaLocator, FindsTheSquareOfAGrid)
{
    std::vector<ProjectedMultiPolygon> areas;
    for (int row = 0; row < 9; ++row) {
        for (int column = 0; column < 11; ++column) {
            areas.push_back({{rectangle(column, row, column + 1, row + 1), {}}});
        }
    }
    const AreaLocator locator(areas);
    std::mt19937_64 random(1);
    std::uniform_int_distribution<int> half(-2, 26);
    for (int i = 0; i < 2000; ++i) {
        // Half of the points lie on borders and corners.
        const ProjectedPoint p{half(random) / 2.0, half(random) / 2.0};
        const bool is_inside = p.x >= 0 && p.x < 11 && p.y >= 0 && p.y < 9;
        const auto found = locator.find(p);
        ASSERT_EQ(found.has_value(), is_inside) << p.x << ' ' << p.y;
        if (found) {
            EXPECT_EQ(*found, static_cast<std::size_t>(std::floor(p.y) * 11 + std::floor(p.x)));
            EXPECT_THAT(locator.find_all(p), testing::ElementsAre(*found));
        }
    }
}

TEST(AreaLocator, GivesTheFirstOfOverlappingAreas)
{
    const std::vector<ProjectedMultiPolygon> areas{{{rectangle(5, 5, 6, 6), {}}},
                                                   {},
                                                   {{rectangle(0, 0, 4, 4), {}}},
                                                   {{rectangle(2, 2, 10, 10), {}}}};
    const AreaLocator locator(areas);
    EXPECT_EQ(locator.find({3, 3}), 2U);
    EXPECT_EQ(locator.find({5.5, 5.5}), 0U);
    EXPECT_THAT(locator.find_all({5.5, 5.5}), testing::ElementsAre(0, 3));
    EXPECT_EQ(locator.find({8, 8}), 3U);
    EXPECT_EQ(locator.find({11, 8}), std::nullopt);
    EXPECT_TRUE(locator.find_all({1, 9}).empty());
}

TEST(AreaLocator, AgreesWithAskingEachArea)
{
    std::mt19937_64 random(2);
    std::uniform_real_distribution<double> along(0, 1000);
    std::vector<ProjectedMultiPolygon> areas;
    for (int i = 0; i < 60; ++i) {
        areas.push_back({{random_star(random, {along(random), along(random)}, 15, 10, 150), {}}});
    }
    const AreaLocator locator(areas);
    const std::vector<WindingIndex> each(areas.begin(), areas.end());
    for (int i = 0; i < 3000; ++i) {
        const ProjectedPoint p{along(random), along(random)};
        std::vector<std::size_t> expected;
        for (std::size_t a = 0; a < each.size(); ++a) {
            if (each[a].contains(p)) {
                expected.push_back(a);
            }
        }
        EXPECT_EQ(locator.find_all(p), expected);
        EXPECT_EQ(locator.find(p),
                  expected.empty() ? std::nullopt : std::optional(expected.front()));
    }
}

TEST(AreaLocator, HoldsNoAreas)
{
    EXPECT_EQ(AreaLocator({}).find({0, 0}), std::nullopt);
    const std::vector<ProjectedMultiPolygon> empty(3);
    EXPECT_EQ(AreaLocator(empty).find({0, 0}), std::nullopt);
}

}  // namespace
}  // namespace heatward::stats

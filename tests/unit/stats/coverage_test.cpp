#include "heatward/stats/coverage.hpp"

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/stats/shapes.hpp"

namespace heatward::stats {
namespace {

double sum_of(const Raster<double>& raster)
{
    return std::accumulate(raster.values.begin(), raster.values.end(), 0.0);
}

/// A convex or star ring clipped to a rectangle (Sutherland & Hodgman 1974).
Ring<ProjectedPoint> clipped(Ring<ProjectedPoint> ring, const Extent& box)
{
    const auto clip = [&](auto&& distance) {
        Ring<ProjectedPoint> kept;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto& a = ring[i];
            const auto& b = ring[(i + 1) % ring.size()];
            const double da = distance(a);
            const double db = distance(b);
            if (da >= 0) {
                kept.push_back(a);
            }
            if ((da >= 0) != (db >= 0)) {
                const double t = da / (da - db);
                kept.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
            }
        }
        ring = kept;
    };
    clip([&](const ProjectedPoint& p) { return p.x - box.min_x; });
    clip([&](const ProjectedPoint& p) { return box.max_x - p.x; });
    clip([&](const ProjectedPoint& p) { return p.y - box.min_y; });
    clip([&](const ProjectedPoint& p) { return box.max_y - p.y; });
    return ring;
}

TEST(Coverage, SharesOfARectangle)
{
    // Three cells across, two down; the rectangle from (0.5, 0.25) to (2.25, 1.5).
    const Raster<double> raster =
        coverage({{rectangle(0.5, 0.25, 2.25, 1.5), {}}}, frame_at(0, 0, 1, 3, 2));
    EXPECT_THAT(raster.values, testing::Pointwise(testing::DoubleNear(1e-15),
                                                  {0.25, 0.5, 0.125, 0.375, 0.75, 0.1875}));
}

TEST(Coverage, SharesOfATriangle)
{
    const Raster<double> raster =
        coverage({{{{0, 0}, {2, 0}, {0, 2}}, {}}}, frame_at(0, 0, 1, 2, 2));
    EXPECT_THAT(raster.values,
                testing::Pointwise(testing::DoubleNear(1e-15), {0.5, 0.0, 1.0, 0.5}));
}

TEST(Coverage, HolesComeOffAndOrientationDoesNotMatter)
{
    const auto frame = frame_at(0, 0, 1, 4, 4);
    Ring<ProjectedPoint> exterior = rectangle(0, 0, 4, 4);
    std::reverse(exterior.begin(), exterior.end());
    const Raster<double> raster = coverage({{exterior, {rectangle(1, 1, 2.5, 2)}}}, frame);
    EXPECT_EQ(raster.at(2, 1), 0);
    EXPECT_NEAR(raster.at(2, 2), 0.5, 1e-15);
    EXPECT_EQ(raster.at(0, 0), 1);
    EXPECT_NEAR(sum_of(raster), 14.5, 1e-12);
}

TEST(Coverage, CellByCellTheAreaOfTheClippedPolygon)
{
    std::mt19937_64 random(31);
    for (int repeat = 0; repeat < 20; ++repeat) {
        const auto frame = frame_at(545'000, 258'000, 50, 17, 13);
        std::uniform_real_distribution<double> along(0, 800);
        const Ring<ProjectedPoint> ring =
            random_star(random, {545'000 + along(random), 258'000 + along(random)}, 40, 5, 600);
        const Raster<double> raster = coverage({{ring, {}}}, frame);
        for (int row = 0; row < frame.rows; ++row) {
            for (int column = 0; column < frame.columns; ++column) {
                GridFrame cell = frame;
                cell.first_column += column;
                cell.first_row_north -= row;
                cell.columns = 1;
                cell.rows = 1;
                const double area = area_m2({{clipped(ring, cell.extent()), {}}});
                ASSERT_NEAR(raster.at(row, column), area / 2500, 1e-10);
                ASSERT_GE(raster.at(row, column), 0);
                ASSERT_LE(raster.at(row, column), 1);
            }
        }
    }
}

TEST(Coverage, SumsToTheArea)
{
    std::mt19937_64 random(32);
    for (const double cell : {1.0, 37.0, 50.0, 5000.0}) {
        ProjectedMultiPolygon polygons{
            {random_star(random, {546'000, 259'000}, 300, 700, 2000),
             {random_star(random, {546'000, 259'000}, 20, 50, 600)}},
            {random_star(random, {551'000, 259'000}, 50, 100, 2000), {}}};
        const auto frame = frame_covering(extent_of(polygons), cell);
        const Raster<double> raster = coverage(polygons, frame);
        EXPECT_NEAR(sum_of(raster) * cell * cell / area_m2(polygons), 1, 1e-9);
        const Raster<double> windowed = coverage_window(polygons, frame);
        EXPECT_EQ(windowed.values, raster.values);
    }
}

TEST(Coverage, AreasThatTileThePlaneCoverEachCellOnce)
{
    std::mt19937_64 random(33);
    const Ring<ProjectedPoint> star = random_star(random, {500, 500}, 60, 100, 450);
    const auto frame = frame_at(0, 0, 10, 100, 100);
    const Raster<double> in = coverage({{star, {}}}, frame);
    const Raster<double> out = coverage({{rectangle(0, 0, 1000, 1000), {star}}}, frame);
    for (std::size_t i = 0; i < in.values.size(); ++i) {
        EXPECT_NEAR(in.values[i] + out.values[i], 1, 1e-11);
    }
}

TEST(Coverage, WindowIsThePartOfTheGridThatTheAreaMeets)
{
    const auto frame = frame_at(0, 0, 10, 100, 80);
    const GridFrame window = window_of(frame, {25, 31, 40, 790.5});
    EXPECT_EQ(window.first_column, 2);
    EXPECT_EQ(window.columns, 2);
    EXPECT_EQ(window.first_row_north, 80);
    EXPECT_EQ(window.rows, 77);
    EXPECT_EQ(window_of(frame, {-500, 0, -1, 10}).cell_count(), 0U);
    EXPECT_EQ(window_of(frame, Extent{}).cell_count(), 0U);
    EXPECT_TRUE(coverage_window({}, frame).values.empty());

    const ProjectedMultiPolygon area{{rectangle(-100, 333, 55, 2000), {}}};
    const Raster<double> whole = coverage(area, frame);
    const Raster<double> part = coverage_window(area, frame);
    EXPECT_EQ(part.frame.columns, 6);
    EXPECT_NEAR(sum_of(part), 5.5 * 46.7, 1e-9);
    EXPECT_NEAR(sum_of(whole), sum_of(part), 1e-9);
}

}  // namespace
}  // namespace heatward::stats

#include "heatward/stats/cell_lattice.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <random>
#include <utility>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

/// Whether the place lies in the convex ring, borders included up to `slack` metres.
bool holds(const Ring<ProjectedPoint>& ring, ProjectedPoint place, double slack)
{
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const ProjectedPoint a = ring[i];
        const ProjectedPoint b = ring[(i + 1) % ring.size()];
        const double cross = (b.x - a.x) * (place.y - a.y) - (b.y - a.y) * (place.x - a.x);
        if (cross < -slack * std::hypot(b.x - a.x, b.y - a.y)) {
            return false;
        }
    }
    return true;
}

class AnyLattice : public testing::TestWithParam<LatticeShape> {};

TEST_P(AnyLattice, ACellHoldsThePlacesThatAreItsOwn)
{
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> coordinate(-5000, 5000);
    const CellLattice lattice(GetParam(), 150, {37, -11}, 0.3);
    for (int i = 0; i < 5000; ++i) {
        const ProjectedPoint place{coordinate(random), coordinate(random)};
        const auto outline = lattice.outline_of(lattice.cell_of(place));
        EXPECT_TRUE(holds(outline, place, 1e-6)) << place.x << ' ' << place.y;
    }
}

TEST_P(AnyLattice, OutlinesHaveTheAreaAndTurnAnticlockwise)
{
    const CellLattice lattice(GetParam(), 250);
    const auto outline = lattice.outline_of({-3, 7});
    EXPECT_NEAR(area_m2({{outline, {}}}), lattice.cell_area_m2(), 1e-6);
    double twice = 0;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const ProjectedPoint a = outline[i];
        const ProjectedPoint b = outline[(i + 1) % outline.size()];
        twice += a.x * b.y - b.x * a.y;
    }
    EXPECT_GT(twice, 0);
    EXPECT_EQ(lattice.cell_of(lattice.centre_of({-3, 7})), (LatticeCell{-3, 7}));
}

TEST_P(AnyLattice, NeighboursShareTheirCornersToTheBit)
{
    const CellLattice lattice(GetParam(), 130);
    std::map<std::pair<double, double>, int> corners;
    for (const LatticeCell cell : lattice.cells_around({540'000, 250'000, 541'000, 251'000})) {
        for (const ProjectedPoint corner : lattice.outline_of(cell)) {
            ++corners[{corner.x, corner.y}];
        }
    }
    const int around = GetParam() == LatticeShape::square ? 4 : 3;
    int inner = 0;
    for (const auto& [place, cells] : corners) {
        EXPECT_LE(cells, around);
        inner += cells == around ? 1 : 0;
    }
    EXPECT_GT(inner, static_cast<int>(corners.size()) / 2);
}

TEST_P(AnyLattice, AroundARectangleNoCellIsMissing)
{
    std::mt19937_64 random(9);
    std::uniform_real_distribution<double> unit(0, 1);
    const CellLattice lattice(GetParam(), 100, {3, 4}, -0.7);
    const Extent extent{-700, 200, 400, 900};
    const auto cells = lattice.cells_around(extent);
    EXPECT_EQ(std::adjacent_find(cells.begin(), cells.end()), cells.end());
    for (int i = 0; i < 5000; ++i) {
        const ProjectedPoint place{extent.min_x + unit(random) * extent.width(),
                                   extent.min_y + unit(random) * extent.height()};
        EXPECT_NE(std::find(cells.begin(), cells.end(), lattice.cell_of(place)), cells.end());
    }
    EXPECT_TRUE(lattice.cells_around(Extent()).empty());
}

INSTANTIATE_TEST_SUITE_P(Shapes, AnyLattice,
                         testing::Values(LatticeShape::square, LatticeShape::hexagon),
                         [](const auto& shape) {
                             return shape.param == LatticeShape::square ? "square" : "hexagon";
                         });

TEST(CellLattice, SquaresBeginAtMultiplesOfTheirSize)
{
    const CellLattice lattice(LatticeShape::square, 150);
    EXPECT_EQ(lattice.cell_of({300, 449.9}), (LatticeCell{2, 2}));
    EXPECT_EQ(lattice.outline_of({2, 2}).front(), (ProjectedPoint{300, 300}));
    EXPECT_THROW(CellLattice(LatticeShape::square, 0), DataError);
}

TEST(CellLattice, HexagonsAreTheirSizeFromCentreToCentre)
{
    const CellLattice lattice(LatticeShape::hexagon, 200);
    const auto apart = [&](LatticeCell a, LatticeCell b) {
        const auto one = lattice.centre_of(a);
        const auto other = lattice.centre_of(b);
        return std::hypot(one.x - other.x, one.y - other.y);
    };
    EXPECT_NEAR(apart({0, 0}, {1, 0}), 200, 1e-9);
    EXPECT_NEAR(apart({0, 0}, {0, 1}), 200, 1e-9);
    EXPECT_NEAR(apart({0, 0}, {1, -1}), 200, 1e-9);
    EXPECT_NEAR(apart({0, 0}, {1, 1}), 200 * std::numbers::sqrt3, 1e-9);
}

}  // namespace
}  // namespace heatward::stats

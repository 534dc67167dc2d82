#include "heatward/stats/cell_outline.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/crossing.hpp"
#include "unit/stats/shapes.hpp"

namespace heatward::stats {
namespace {

double signed_area(const Ring<ProjectedPoint>& ring)
{
    double twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto& a = ring[i];
        const auto& b = ring[(i + 1) % ring.size()];
        twice += a.x * b.y - b.x * a.y;
    }
    return twice / 2;
}

/// Simple, along cell borders, with a turn at every vertex.
void expect_well_formed(const Ring<ProjectedPoint>& ring)
{
    ASSERT_GE(ring.size(), 4U);
    std::set<std::pair<double, double>> corners;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto& a = ring[i];
        const auto& b = ring[(i + 1) % ring.size()];
        const auto& c = ring[(i + 2) % ring.size()];
        EXPECT_TRUE((a.x == b.x) != (a.y == b.y));
        EXPECT_NE(a.x == b.x, b.x == c.x) << "no turn";
        // Every corner of a cell that the edge passes, its end excluded.
        ProjectedPoint p = a;
        while (!(p == b)) {
            EXPECT_TRUE(corners.emplace(p.x, p.y).second) << "touches itself";
            p.x += b.x > a.x ? 1 : b.x < a.x ? -1 : 0;
            p.y += b.y > a.y ? 1 : b.y < a.y ? -1 : 0;
        }
    }
}

TEST(CellOutline, Square)
{
    const auto outlines = cell_outlines(drawn<std::int32_t>({"...", ".11", ".11"}), 1);
    ASSERT_EQ(outlines.size(), 1U);
    EXPECT_THAT(outlines[0].exterior,
                testing::UnorderedElementsAre(ProjectedPoint{1, 0}, ProjectedPoint{3, 0},
                                              ProjectedPoint{3, 2}, ProjectedPoint{1, 2}));
    EXPECT_EQ(signed_area(outlines[0].exterior), 4);
    EXPECT_TRUE(outlines[0].holes.empty());
}

TEST(CellOutline, Hole)
{
    const auto outlines = cell_outlines(drawn<std::int32_t>({"111", "1.1", "111"}), 1);
    EXPECT_EQ(signed_area(outlines[0].exterior), 9);
    ASSERT_EQ(outlines[0].holes.size(), 1U);
    EXPECT_EQ(signed_area(outlines[0].holes[0]), -1);
}

TEST(CellOutline, PocketOpenAtACornerAloneIsAHole)
{
    // The empty cell touches the outside at the corner (2, 2) alone.
    const auto outlines = cell_outlines(drawn<std::int32_t>({"11.", "1.1", "111"}), 1);
    EXPECT_EQ(signed_area(outlines[0].exterior), 8);
    expect_well_formed(outlines[0].exterior);
    ASSERT_EQ(outlines[0].holes.size(), 1U);
    EXPECT_EQ(signed_area(outlines[0].holes[0]), -1);
    EXPECT_THAT(outlines[0].holes[0], testing::Contains(ProjectedPoint{2, 2}));
    EXPECT_THAT(outlines[0].exterior, testing::Contains(ProjectedPoint{2, 2}));
}

TEST(CellOutline, HolesThatTouchAtACornerStayApart)
{
    const auto outlines = cell_outlines(drawn<std::int32_t>({"1111", "1.11", "11.1", "1111"}), 1);
    ASSERT_EQ(outlines[0].holes.size(), 2U);
    for (const auto& hole : outlines[0].holes) {
        expect_well_formed(hole);
        EXPECT_EQ(signed_area(hole), -1);
    }
}

TEST(CellOutline, GroupsThatTouchAtACornerHaveOutlinesOfTheirOwn)
{
    const auto outlines = cell_outlines(drawn<std::int32_t>({"11.", "11.", "..2"}), 2);
    EXPECT_EQ(signed_area(outlines[0].exterior), 4);
    EXPECT_EQ(signed_area(outlines[1].exterior), 1);
}

/// 4-connected groups of random cells, labelled by flooding.
Raster<std::int32_t> random_groups(std::mt19937_64& random, std::int32_t& count)
{
    std::bernoulli_distribution is_set(0.62);
    Raster<std::int32_t> labels(frame_at(0, 0, 1, 20, 15));
    for (auto& label : labels.values) {
        label = is_set(random) ? -1 : 0;
    }
    count = 0;
    const auto flood = [&](auto&& self, int row, int column, std::int32_t label) -> void {
        if (row < 0 || row >= 15 || column < 0 || column >= 20 || labels.at(row, column) != -1) {
            return;
        }
        labels.at(row, column) = label;
        self(self, row + 1, column, label);
        self(self, row - 1, column, label);
        self(self, row, column + 1, label);
        self(self, row, column - 1, label);
    };
    for (int row = 0; row < 15; ++row) {
        for (int column = 0; column < 20; ++column) {
            if (labels.at(row, column) == -1) {
                flood(flood, row, column, ++count);
            }
        }
    }
    return labels;
}

TEST(CellOutline, HoldsExactlyItsCellsInSimpleRings)
{
    std::mt19937_64 random(14);
    std::size_t holes = 0;
    for (int repeat = 0; repeat < 60; ++repeat) {
        std::int32_t count = 0;
        const auto labels = random_groups(random, count);
        const auto outlines = cell_outlines(labels, count);
        ASSERT_EQ(outlines.size(), static_cast<std::size_t>(count));
        for (std::int32_t label = 1; label <= count; ++label) {
            const auto& outline = outlines[static_cast<std::size_t>(label - 1)];
            expect_well_formed(outline.exterior);
            EXPECT_GT(signed_area(outline.exterior), 0);
            for (const auto& hole : outline.holes) {
                expect_well_formed(hole);
                EXPECT_LT(signed_area(hole), 0);
                ++holes;
            }
            const WindingIndex index(ProjectedMultiPolygon{outline});
            for (int row = 0; row < 15; ++row) {
                for (int column = 0; column < 20; ++column) {
                    const ProjectedPoint centre{labels.frame.centre_x(column),
                                                labels.frame.centre_y(row)};
                    ASSERT_EQ(index.winding(centre), labels.at(row, column) == label ? 1 : 0);
                }
            }
        }
    }
    EXPECT_GT(holes, 100U);
}

}  // namespace
}  // namespace heatward::stats

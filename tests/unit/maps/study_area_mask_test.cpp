#include "heatward/maps/study_area_mask.hpp"

#include <random>

#include <gtest/gtest.h>

#include "heatward/core/crossing.hpp"
#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

const run_store::RunData& county()
{
    static const run_store::RunData run = test::synthetic_county();
    return run;
}

/// A frame over part of the county whose centres avoid all vertices.
GridFrame frame()
{
    GridFrame frame;
    frame.origin_x = 0.37;
    frame.origin_y = 0.71;
    frame.cell_width = 310;
    frame.cell_height = 270;
    frame.first_column = 1700;
    frame.first_row_north = 1010;
    frame.columns = 220;
    frame.rows = 180;
    return frame;
}

TEST(StudyAreaMask, AgreesWithWindingNumbers)
{
    const auto& mid_shire = county().area_sets[0].geometry[1];  // has a hole
    const WindingIndex winding(mid_shire);
    const StudyAreaMask mask(mid_shire);
    const auto inside = mask.rasterise(frame());
    std::size_t count = 0;
    for (int row = 0; row < inside.frame.rows; ++row) {
        for (int column = 0; column < inside.frame.columns; ++column) {
            const double x = inside.frame.centre_x(column);
            const double y = inside.frame.centre_y(row);
            ASSERT_EQ(inside.at(row, column) != 0, winding.contains({x, y})) << x << " " << y;
            ASSERT_EQ(inside.at(row, column) != 0, mask.contains(x, y)) << x << " " << y;
            count += inside.at(row, column);
        }
    }
    EXPECT_GT(count, 1000U);
}

TEST(StudyAreaMask, EveryCellOfTheCountyIsInOneWard)
{
    const auto whole = StudyAreaMask(county().study_area).rasterise(frame());
    std::vector<int> wards(whole.values.size(), 0);
    for (const auto& ward : county().area_sets[1].geometry) {
        const auto inside = StudyAreaMask(ward).rasterise(frame());
        for (std::size_t i = 0; i < wards.size(); ++i) {
            wards[i] += inside.values[i];
        }
    }
    for (std::size_t i = 0; i < wards.size(); ++i) {
        ASSERT_EQ(wards[i], whole.values[i]) << i;
    }
}

TEST(StudyAreaMask, ACentreOnASharedBorderIsInOneOfTheTwo)
{
    // Borders at whole numbers; centres at whole numbers, too.
    const StudyAreaMask west(ProjectedMultiPolygon{{{{0, 0}, {5, 0}, {5, 10}, {0, 10}}, {}}});
    const StudyAreaMask east(ProjectedMultiPolygon{{{{5, 0}, {10, 0}, {10, 10}, {5, 10}}, {}}});
    GridFrame lattice;
    lattice.origin_x = -0.5;
    lattice.origin_y = -0.5;
    lattice.first_column = -2;
    lattice.first_row_north = 13;
    lattice.columns = 15;
    lattice.rows = 15;
    const auto a = west.rasterise(lattice);
    const auto b = east.rasterise(lattice);
    int covered = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        EXPECT_LE(a.values[i] + b.values[i], 1);
        covered += a.values[i] + b.values[i];
    }
    EXPECT_EQ(covered, 100);
}

TEST(StudyAreaMask, AWindowCutFromALatticeHasTheSameCells)
{
    const StudyAreaMask mask(county().study_area);
    const auto whole = mask.rasterise(frame());
    std::mt19937 random(3);
    for (int cut = 0; cut < 20; ++cut) {
        GridFrame part = frame();
        const int column = static_cast<int>(random() % 150);
        const int row = static_cast<int>(random() % 120);
        part.first_column += column;
        part.first_row_north -= row;
        part.columns = 1 + static_cast<int>(random() % 60);
        part.rows = 1 + static_cast<int>(random() % 50);
        const auto inside = mask.rasterise(part);
        for (int r = 0; r < part.rows; ++r) {
            for (int c = 0; c < part.columns; ++c) {
                ASSERT_EQ(inside.at(r, c), whole.at(row + r, column + c));
            }
        }
    }
}

TEST(StudyAreaMask, WhereNoBorderTouchesAllIsInsideOrAllOutside)
{
    const StudyAreaMask mask(county().study_area);
    std::mt19937 random(8);
    int clear = 0;
    for (int i = 0; i < 400; ++i) {
        const double x = 525000 + static_cast<double>(random() % 70000);
        const double y = 225000 + static_cast<double>(random() % 46000);
        const Extent area{x, y, x + 3000, y + 2000};
        if (mask.border_may_touch(area)) {
            continue;
        }
        ++clear;
        const bool inside = mask.contains(x, y);
        for (int k = 0; k < 20; ++k) {
            ASSERT_EQ(mask.contains(x + static_cast<double>(random() % 3000),
                                    y + static_cast<double>(random() % 2000)),
                      inside);
        }
    }
    EXPECT_GT(clear, 100);
    EXPECT_FALSE(mask.border_may_touch({0, 0, 10, 10}));
    EXPECT_TRUE(mask.border_may_touch(mask.extent()));
}

TEST(StudyAreaMask, NothingIsNowhere)
{
    const StudyAreaMask mask;
    EXPECT_FALSE(mask.contains(0, 0));
    EXPECT_FALSE(mask.border_may_touch({-1, -1, 1, 1}));
    EXPECT_FALSE(StudyAreaMask(ProjectedMultiPolygon{}).contains(0, 0));
}

}  // namespace
}  // namespace heatward::maps

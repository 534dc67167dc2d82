#include "lattice_cells.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <random>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "block_sweep.hpp"
#include "unit/density/density_trials.hpp"

namespace heatward::density {
namespace {

/// A level and a cell's middle pixel.
using Cell = std::tuple<int, float, float, std::int64_t, std::int64_t>;
using Drawn = std::vector<std::vector<float>>;

Cell key_of(const CellLevel& level, const LatticeCell& cell)
{
    return {level.cell_pixels, level.radii.least_x, level.radii.least_y, cell.column, cell.row};
}

/// Cells with their points in order.
std::map<Cell, Drawn> contents(const LatticeCells& cells)
{
    std::map<Cell, Drawn> held;
    for (const CellLevel& level : cells.levels) {
        for (const LatticeCell& cell : level.cells) {
            Drawn points;
            for (std::uint32_t i = cell.first; i < cell.first + cell.count; ++i) {
                const CellPoint& p = cells.points[i];
                points.push_back(
                    {p.x, p.y, p.per_x, p.per_y, p.top, p.incidents, p.per_x_rest, p.per_y_rest});
            }
            EXPECT_TRUE(held.emplace(key_of(level, cell), std::move(points)).second)
                << "a cell stands twice";
        }
    }
    return held;
}

std::size_t points_in(const std::map<Cell, Drawn>& held)
{
    std::size_t count = 0;
    for (const auto& [cell, points] : held) {
        count += points.size();
    }
    return count;
}

/// All that a window's points span, so that none is left out.
GridFrame around(const Trial& trial)
{
    GridFrame frame = trial.frame;
    Extent extent;
    for (std::size_t i = 0; i < trial.points.size(); ++i) {
        extent.include(trial.points.x[i], trial.points.y[i]);
    }
    frame.first_column +=
        static_cast<std::int64_t>(std::floor((extent.min_x - frame.west()) / frame.cell_width)) - 1;
    frame.first_row_north +=
        static_cast<std::int64_t>(std::ceil((extent.max_y - frame.north()) / frame.cell_height)) +
        1;
    frame.columns = static_cast<int>(extent.width() / frame.cell_width) + 3;
    frame.rows = static_cast<int>(extent.height() / frame.cell_height) + 3;
    return frame;
}

TEST(LatticeCells, HoldEveryPointWhereItLiesWithItsRadii)
{
    std::mt19937_64 random(61);
    TrialMaker maker(Kernel::quartic, random);
    for (int k = 0; k < 60; ++k) {
        Trial trial = maker.draw();
        trial.frame = around(trial);
        // Each point tells by its incidents which one it is.
        for (std::size_t i = 0; i < trial.points.size(); ++i) {
            trial.points.incidents[i] = static_cast<std::uint32_t>(i);
        }
        const PointIndex index(trial.points);
        const LatticeCells cells = lattice_cells(index, trial.frame, 1);
        std::vector<int> seen(trial.points.size());
        for (const CellLevel& level : cells.levels) {
            for (const LatticeCell& cell : level.cells) {
                for (std::uint32_t j = cell.first; j < cell.first + cell.count; ++j) {
                    const CellPoint& p = cells.points[j];
                    const auto i = static_cast<std::size_t>(p.incidents);
                    ++seen[i];
                    ASSERT_TRUE(j == cell.first || cells.points[j - 1].incidents < p.incidents)
                        << "not in table order";
                    // Where it is drawn is where it lies, to a hundred-millionth of its radius
                    // and what doubles so far from the origin resolve.
                    const GridFrame& frame = trial.frame;
                    const double x = frame.origin_x + (static_cast<double>(cell.column) + 0.5 +
                                                       static_cast<double>(p.x)) *
                                                          frame.cell_width;
                    const double y = frame.origin_y - (static_cast<double>(cell.row) + 0.5 +
                                                       static_cast<double>(p.y)) *
                                                          frame.cell_height;
                    const double far = 3e7 * 1e-15;
                    const double cell_x = 3e-8 * frame.cell_width;
                    const double cell_y = 3e-8 * frame.cell_height;
                    ASSERT_NEAR(x, trial.points.x[i],
                                1e-8 * trial.points.radius_x[i] + cell_x + far);
                    ASSERT_NEAR(y, trial.points.y[i],
                                1e-8 * trial.points.radius_y[i] + cell_y + far);
                    // In its cell, and its radii within the level's.
                    const float half = 0.5F * static_cast<float>(level.cell_pixels);
                    const float middle = level.cell_pixels > 1 ? -0.5F : 0;
                    ASSERT_LE(std::abs(p.x - middle), half);
                    ASSERT_LE(std::abs(p.y - middle), half);
                    const auto radius_x =
                        static_cast<float>(trial.points.radius_x[i] / frame.cell_width);
                    const auto radius_y =
                        static_cast<float>(trial.points.radius_y[i] / frame.cell_height);
                    ASSERT_GE(radius_x * 1.000001F, level.radii.least_x);
                    ASSERT_LE(radius_x, level.radii.largest_x * 1.000001F);
                    ASSERT_GE(radius_y * 1.000001F, level.radii.least_y);
                    ASSERT_LE(radius_y, level.radii.largest_y * 1.000001F);
                }
            }
        }
        ASSERT_EQ(seen, std::vector<int>(trial.points.size(), 1)) << k << ": " << trial;
    }
}

TEST(LatticeCells, StandInRowsAndColumns)
{
    std::mt19937_64 random(62);
    TrialMaker maker(Kernel::epanechnikov, random);
    for (int k = 0; k < 60; ++k) {
        const Trial trial = maker.draw();
        const LatticeCells cells = lattice_cells(PointIndex(trial.points), trial.frame, 2);
        for (const CellLevel& level : cells.levels) {
            ASSERT_FALSE(level.cells.empty());
            ASSERT_EQ(level.row_first.front(), 0U);
            ASSERT_EQ(level.row_first.back(), level.cells.size());
            for (std::size_t row = 0; row + 1 < level.row_first.size(); ++row) {
                ASSERT_LT(level.row_first[row], level.row_first[row + 1]);
                for (std::size_t i = level.row_first[row]; i < level.row_first[row + 1]; ++i) {
                    const LatticeCell& cell = level.cells[i];
                    ASSERT_GT(cell.count, 0U);
                    ASSERT_EQ(cell.row, level.cells[level.row_first[row]].row);
                    if (i > 0) {
                        const LatticeCell& before = level.cells[i - 1];
                        ASSERT_LT(std::pair(before.row, before.column),
                                  std::pair(cell.row, cell.column));
                    }
                    // On the lattice, whatever the window: multiples of the cell.
                    const std::int64_t edge = cell.column - level.cell_pixels / 2;
                    ASSERT_EQ(edge % level.cell_pixels, 0);
                }
            }
        }
    }
}

TEST(LatticeCells, OfAPartAreThoseOfTheWholeAsFarAsTheyReach)
{
    std::mt19937_64 random(63);
    TrialMaker maker(Kernel::quartic, random);
    std::size_t fewer = 0;
    for (int k = 0; k < 60; ++k) {
        Trial trial = maker.draw();
        const GridFrame small = trial.frame;
        trial.frame = around(trial);
        const PointIndex index(trial.points);
        const auto whole = contents(lattice_cells(index, trial.frame, 1));
        const LatticeCells of_part = lattice_cells(index, small, 3);
        const GridFrame blocks = whole_blocks(small);
        const auto part = contents(of_part);
        fewer += points_in(whole) - points_in(part);
        for (const CellLevel& level : of_part.levels) {
            // A cell that a point of the level may reach the window's blocks from is all there.
            const double reach_x = static_cast<double>(level.radii.largest_x);
            const double reach_y = static_cast<double>(level.radii.largest_y);
            for (const LatticeCell& cell : level.cells) {
                const auto column = static_cast<double>(cell.column - blocks.first_column);
                const auto row = static_cast<double>(cell.row + blocks.first_row_north);
                const double half = 0.5 * level.cell_pixels;
                if (column + reach_x + half < 0 || column - reach_x - half > blocks.columns ||
                    row + reach_y + half < 0 || row - reach_y - half > blocks.rows) {
                    continue;
                }
                const Cell key = key_of(level, cell);
                ASSERT_EQ(part.at(key), whole.at(key)) << k << ": " << trial;
            }
        }
    }
    EXPECT_GT(fewer, 1000U);
}

TEST(LatticeCells, AreTheSameWhateverTheThreads)
{
    std::mt19937_64 random(64);
    std::uniform_real_distribution<double> along(0, 100'000);
    KernelPointsBuilder builder(Kernel::quartic);
    for (int i = 0; i < 300'000; ++i) {
        builder.add(along(random), along(random), 400 + 0.01 * along(random), 1);
    }
    const PointIndex index(builder.build());
    GridFrame frame;
    frame.cell_width = 100;
    frame.cell_height = 100;
    frame.columns = 1000;
    frame.rows = 1000;
    frame.first_row_north = 1000;
    const auto one = contents(lattice_cells(index, frame, 1));
    EXPECT_EQ(points_in(one), 300'000U);
    EXPECT_EQ(contents(lattice_cells(index, frame, 4)), one);
}

TEST(LatticeCells, AreNoneWhereNothingReaches)
{
    KernelPointsBuilder builder(Kernel::uniform);
    builder.add(0, 0, 10, 1);
    const PointIndex index(builder.build());
    GridFrame frame;
    frame.first_column = 2000;
    frame.columns = 100;
    frame.rows = 100;
    EXPECT_TRUE(lattice_cells(index, frame, 1).levels.empty());
    frame.first_column = -50;
    EXPECT_EQ(lattice_cells(index, frame, 1).levels.size(), 1U);
}

}  // namespace
}  // namespace heatward::density

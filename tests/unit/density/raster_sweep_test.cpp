#include "raster_sweep.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/density/density_raster.hpp"
#include "unit/density/density_trials.hpp"

namespace heatward::density {
namespace {

/// The triangular and the Gaussian kernel are drawn without the sweep, by one set alone.
std::vector<InstructionSet> sets_for(Kernel kernel)
{
    if (kernel == Kernel::triangular || kernel == Kernel::gaussian) {
        return {InstructionSet::portable};
    }
    return {InstructionSet::portable, InstructionSet::avx2, InstructionSet::avx512};
}

class SweepOfEachKernel : public testing::TestWithParam<Kernel> {};

INSTANTIATE_TEST_SUITE_P(Kernels, SweepOfEachKernel,
                         testing::Values(Kernel::quartic, Kernel::epanechnikov, Kernel::uniform,
                                         Kernel::triangular, Kernel::gaussian),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

/// All but the Gaussian, whose tail is cut.
class SweepOfEachKernelWithARim : public testing::TestWithParam<Kernel> {};

INSTANTIATE_TEST_SUITE_P(Kernels, SweepOfEachKernelWithARim,
                         testing::Values(Kernel::quartic, Kernel::epanechnikov, Kernel::uniform,
                                         Kernel::triangular),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

using Cell = std::pair<int, int>;  ///< row, column

/// Cells at random, and those next to the rims of some points, where errors are largest.
std::vector<Cell> cells_to_look_at(const Trial& trial, std::mt19937_64& random)
{
    constexpr int kAnywhere = 100;
    constexpr int kAtRims = 60;
    const GridFrame& frame = trial.frame;
    std::vector<Cell> cells{{0, 0}, {frame.rows - 1, frame.columns - 1}};
    for (int k = 0; k < kAnywhere; ++k) {
        cells.emplace_back(one_of(frame.rows, random), one_of(frame.columns, random));
    }
    std::uniform_real_distribution<double> angle(0, 6.2832);
    const double reach = support_in_bandwidths(trial.points.kernel);
    for (int k = 0; k < kAtRims; ++k) {
        const auto i =
            static_cast<std::size_t>(one_of(static_cast<int>(trial.points.size()), random));
        const double at = angle(random);
        const double column = std::floor(
            (trial.points.x[i] - frame.west() + reach * trial.points.radius_x[i] * std::cos(at)) /
            frame.cell_width);
        const double row = std::floor(
            (frame.north() - trial.points.y[i] + reach * trial.points.radius_y[i] * std::sin(at)) /
            frame.cell_height);
        if (column >= 0 && row >= 0 && column < frame.columns && row < frame.rows) {
            cells.emplace_back(static_cast<int>(row), static_cast<int>(column));
        }
    }
    return cells;
}

/// What an engine may be wrong by where the value is `value`.
double granted(long double value, double maximum)
{
    return 2e-6 * static_cast<double>(value) + 1e-7 * maximum;
}

TEST_P(SweepOfEachKernel, IsWithinItsBoundOfBruteForceOnEveryInstructionSet)
{
    std::mt19937_64 random(41);
    TrialMaker maker(GetParam(), random);
    int reached = 0;
    int empty = 0;
    for (int k = 0; k < 150; ++k) {
        const Trial trial = maker.draw();
        const PointIndex index(trial.points);
        std::vector<Raster<double>> rasters;
        for (const InstructionSet set : sets_for(GetParam())) {
            rasters.push_back(density_raster(index, trial.frame, {1, nullptr, set}));
        }
        double maximum = maximum_on_surface(trial);
        for (const auto& [row, column] : cells_to_look_at(trial, random)) {
            const BruteForce sum(trial.points, trial.frame.centre_x(column),
                                 trial.frame.centre_y(row));
            if (sum.on_rim && GetParam() == Kernel::uniform) {
                continue;
            }
            maximum = std::max(maximum, static_cast<double>(sum.value));
            for (const Raster<double>& raster : rasters) {
                const double value = raster.at(row, column);
                ASSERT_LE(std::abs(value - static_cast<double>(sum.value)),
                          granted(sum.value, maximum))
                    << k << ": " << trial << "; row " << row << " column " << column << " is "
                    << value << " of " << maximum;
                if (!sum.is_reached) {
                    ASSERT_EQ(value, 0) << k << ": " << trial;
                }
            }
            ++(sum.is_reached ? reached : empty);
        }
    }
    EXPECT_GT(reached, 1000);
    EXPECT_GT(empty, 1000);
}

TEST_P(SweepOfEachKernel, CountsWhatBruteForceCounts)
{
    std::mt19937_64 random(42);
    TrialMaker maker(GetParam(), random);
    int reached = 0;
    int empty = 0;
    for (int k = 0; k < 100; ++k) {
        const Trial trial = maker.draw();
        const PointIndex index(trial.points);
        const auto set = static_cast<InstructionSet>(one_of(3, random));
        const CountedDensity counted =
            counted_density_raster(index, trial.frame, {1, nullptr, set});
        for (const auto& [row, column] : cells_to_look_at(trial, random)) {
            const BruteForce sum(trial.points, trial.frame.centre_x(column),
                                 trial.frame.centre_y(row));
            if (sum.on_rim) {
                continue;
            }
            ASSERT_EQ(counted.incidents.at(row, column), sum.incidents)
                << k << ": " << trial << "; row " << row << " column " << column;
            ++(sum.is_reached ? reached : empty);
        }
        for (std::size_t i = 0; i < counted.density.values.size(); ++i) {
            ASSERT_EQ(counted.incidents.values[i] == 0, counted.density.values[i] == 0)
                << k << ": " << trial << "; cell " << i << " has " << counted.incidents.values[i]
                << " and " << counted.density.values[i];
        }
    }
    EXPECT_GT(reached, 1000);
    EXPECT_GT(empty, 1000);
}

TEST_P(SweepOfEachKernel, CountsIncidentsWithoutWeight)
{
    std::mt19937_64 random(44);
    TrialMaker maker(GetParam(), random);
    int weightless = 0;
    for (int k = 0; k < 60; ++k) {
        Trial trial = maker.draw();
        for (double& amplitude : trial.points.amplitude) {
            amplitude = one_of(3, random) == 0 ? amplitude : 0;
        }
        const CountedDensity counted =
            counted_density_raster(PointIndex(trial.points), trial.frame, {1, nullptr, {}});
        const double maximum = maximum_on_surface(trial);
        for (const auto& [row, column] : cells_to_look_at(trial, random)) {
            const BruteForce sum(trial.points, trial.frame.centre_x(column),
                                 trial.frame.centre_y(row));
            if (sum.on_rim) {
                continue;
            }
            const double value = counted.density.at(row, column);
            ASSERT_EQ(counted.incidents.at(row, column), sum.incidents) << k << ": " << trial;
            weightless += sum.is_reached && sum.value == 0 ? 1 : 0;
            ASSERT_LE(std::abs(value - static_cast<double>(sum.value)),
                      granted(sum.value, std::max(maximum, static_cast<double>(sum.value))))
                << k << ": " << trial;
        }
    }
    EXPECT_GT(weightless, 300);
}

/// Points on the centres of unit cells, so that rims pass through centres exactly: 3-4-5, 5-12-13,
/// 7-24-25, 8-15-17, 20-21-29, …
TEST_P(SweepOfEachKernelWithARim, IsZeroOnRimsThatPassThroughCentres)
{
    std::mt19937_64 random(43);
    constexpr int kRadii[] = {1, 2, 3, 5, 10, 13, 17, 25, 29, 50, 65, 85, 125, 145};
    int on_rims = 0;
    for (int k = 0; k < 60; ++k) {
        GridFrame frame;
        frame.first_column = 7'000'000 * one_of(2, random) + one_of(500, random);
        frame.first_row_north = -6'000'000 * one_of(2, random) + one_of(500, random);
        frame.columns = 350;
        frame.rows = 320;
        std::vector<std::array<int, 3>> places;  // row, column, radius
        KernelPointsBuilder builder(GetParam());
        for (int i = 0; i < 1 + k % 3; ++i) {
            const std::array<int, 3> place{one_of(320, random), one_of(350, random),
                                           kRadii[one_of(14, random)]};
            places.push_back(place);
            builder.add(frame.centre_x(place[1]), frame.centre_y(place[0]), place[2], 1);
        }
        const Raster<double> raster = density_raster(builder.build(), frame, {1, nullptr, {}});
        for (int row = 0; row < frame.rows; ++row) {
            for (int column = 0; column < frame.columns; ++column) {
                bool is_reached = false;
                for (const auto& [y, x, radius] : places) {
                    const int square = (row - y) * (row - y) + (column - x) * (column - x);
                    is_reached |= square < radius * radius;
                    on_rims += square == radius * radius ? 1 : 0;
                }
                ASSERT_EQ(raster.at(row, column) > 0, is_reached)
                    << k << ": row " << row << " column " << column << " first point "
                    << places[0][0] << ' ' << places[0][1] << ' ' << places[0][2];
            }
        }
    }
    EXPECT_GT(on_rims, 500);
}

/// Nine cells around one point of the weight.
double drawn_over_exact(Kernel kernel, double weight)
{
    KernelPointsBuilder builder(kernel);
    builder.add(3.5, 3.5, 40, weight);
    builder.add(5, 2, 40, weight / 1024);
    const PointIndex index(builder.build());
    GridFrame frame;
    frame.columns = frame.rows = 3;
    frame.first_column = 4;
    frame.first_row_north = 5;
    const Raster<double> raster = density_raster(index, frame);
    double worst = 0;
    for (int k = 0; k < 9; ++k) {
        const double exact = density_at(index, frame.centre_x(k % 3), frame.centre_y(k / 3));
        worst = std::max(worst, std::abs(raster.at(k / 3, k % 3) / exact - 1));
    }
    return worst;
}

TEST(RasterSweep, WeightsMayBeOfAnySize)
{
    for (const Kernel kernel : {Kernel::quartic, Kernel::epanechnikov, Kernel::uniform}) {
        for (const double weight : {1e90, 1e30, 1.0, 1e-36, 1e-43, 1e-200}) {
            EXPECT_LE(drawn_over_exact(kernel, weight), 2e-6) << weight;
        }
    }
}

TEST(RasterSweep, RefusesKernelsWiderThanColumnsCanBeCounted)
{
    KernelPointsBuilder builder(Kernel::quartic);
    builder.add(0, 0, 5e5, 1);
    GridFrame frame;
    frame.cell_width = frame.cell_height = 0.001;
    frame.columns = frame.rows = 2;
    EXPECT_THROW((void)density_raster(builder.build(), frame), DataError);
}

}  // namespace
}  // namespace heatward::density

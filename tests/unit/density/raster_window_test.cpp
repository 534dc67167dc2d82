// The same picture however it is cut, whatever draws it.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/density/density_raster.hpp"
#include "unit/density/density_trials.hpp"

namespace heatward::density {
namespace {

class WindowOfEachKernel : public testing::TestWithParam<Kernel> {};

INSTANTIATE_TEST_SUITE_P(Kernels, WindowOfEachKernel,
                         testing::Values(Kernel::quartic, Kernel::epanechnikov, Kernel::uniform,
                                         Kernel::triangular, Kernel::gaussian),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

/// A part of `whole` at random, and `column` and `row` of its corner there.
GridFrame draw_part(const GridFrame& whole, int& column, int& row, std::mt19937_64& random)
{
    column = one_of(whole.columns, random);
    row = one_of(whole.rows, random);
    GridFrame part = whole;
    part.first_column += column;
    part.first_row_north -= row;
    part.columns = 1 + one_of(whole.columns - column, random);
    part.rows = 1 + one_of(whole.rows - row, random);
    return part;
}

bool is_same_bits(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// Whether `part` is `whole` from its cell (row, column) on, to the bit.
testing::AssertionResult is_cut_from(const CountedDensity& part, const CountedDensity& whole,
                                     int row, int column)
{
    const GridFrame& frame = part.density.frame;
    for (int r = 0; r < frame.rows; ++r) {
        for (int c = 0; c < frame.columns; ++c) {
            const double value = part.density.at(r, c);
            const double wanted = whole.density.at(row + r, column + c);
            if (!is_same_bits(value, wanted) ||
                part.incidents.at(r, c) != whole.incidents.at(row + r, column + c)) {
                return testing::AssertionFailure()
                       << "row " << r << " column " << c << ": " << value << " with "
                       << part.incidents.at(r, c) << ", not " << wanted << " with "
                       << whole.incidents.at(row + r, column + c);
            }
        }
    }
    return testing::AssertionSuccess();
}

CountedDensity draw_uncounted(const PointIndex& index, const GridFrame& frame,
                              const DensityOptions& options)
{
    return {density_raster(index, frame, options), Raster<std::uint32_t>(frame)};
}

TEST_P(WindowOfEachKernel, IsTheSameToTheBitHoweverItIsCut)
{
    std::mt19937_64 random(51);
    TrialMaker maker(GetParam(), random);
    for (int k = 0; k < 40; ++k) {
        Trial trial = maker.draw();
        trial.frame.columns += 300;
        trial.frame.rows += 100;
        const PointIndex index(trial.points);
        DensityOptions options;
        options.instruction_set = static_cast<InstructionSet>(one_of(3, random));
        options.threads = 1;
        const CountedDensity counted = counted_density_raster(index, trial.frame, options);
        const CountedDensity plain = draw_uncounted(index, trial.frame, options);
        for (int cut = 0; cut < 4; ++cut) {
            int column = 0;
            int row = 0;
            const GridFrame part = draw_part(trial.frame, column, row, random);
            options.threads = 1 + one_of(4, random);
            ASSERT_TRUE(
                is_cut_from(counted_density_raster(index, part, options), counted, row, column))
                << k << ": " << trial;
            ASSERT_TRUE(is_cut_from(draw_uncounted(index, part, options), plain, row, column))
                << k << ": " << trial;
        }
    }
}

TEST_P(WindowOfEachKernel, SinglePrecisionIsTheDensityTimesTheFactor)
{
    std::mt19937_64 random(52);
    TrialMaker maker(GetParam(), random);
    for (int k = 0; k < 10; ++k) {
        const Trial trial = maker.draw();
        const PointIndex index(trial.points);
        const Raster<double> wide = density_raster(index, trial.frame, {1, nullptr, {}});
        const Raster<float> single =
            density_raster_single(index, trial.frame, 1e6, {2, nullptr, {}});
        for (std::size_t i = 0; i < wide.values.size(); ++i) {
            ASSERT_EQ(single.values[i], static_cast<float>(wide.values[i] * 1e6)) << k;
        }
    }
}

TEST_P(WindowOfEachKernel, RowsThatAFilterKeepsAreDrawnAsIfTheTableHeldOnlyThem)
{
    std::mt19937_64 random(53);
    TrialMaker maker(GetParam(), random);
    for (int k = 0; k < 30; ++k) {
        const Trial trial = maker.draw();
        const KernelPoints& all = trial.points;
        KernelPointsBuilder alone(GetParam());
        std::vector<std::uint32_t> kept;
        for (std::size_t i = 0; i < all.size();
             i += 1 + static_cast<std::size_t>(one_of(4, random))) {
            const bool is_merged =
                !kept.empty() && all.x[i] == all.x[kept.back()] && all.y[i] == all.y[kept.back()];
            if (!is_merged) {
                kept.push_back(static_cast<std::uint32_t>(i));
                alone.add({all.x[i], all.y[i], all.radius_x[i], all.radius_y[i], 700, 1,
                           all.incidents[i]});
            }
        }
        KernelPoints filtered = points_of_rows(all, kept);
        std::fill(filtered.amplitude.begin(), filtered.amplitude.end(),
                  kernel_peak(GetParam(), 700));
        // The rest was drawn before, by the same threads.
        const CountedDensity before = counted_density_raster(PointIndex(all), trial.frame, {});
        ASSERT_EQ(before.density.values.size(), trial.frame.cell_count());
        ASSERT_TRUE(is_cut_from(
            counted_density_raster(PointIndex(filtered), trial.frame, {}),
            counted_density_raster(PointIndex(alone.build()), trial.frame, {1, nullptr, {}}), 0, 0))
            << k << ": " << trial;
    }
}

}  // namespace
}  // namespace heatward::density

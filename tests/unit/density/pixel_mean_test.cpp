#include "heatward/density/pixel_mean.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <utility>

#include <gtest/gtest.h>

#include "heatward/density/density_raster.hpp"

namespace heatward::density {
namespace {

constexpr double kRadius = 100;

PointIndex town(int count, double radius = kRadius)
{
    std::mt19937_64 random(7);
    std::normal_distribution<double> spread(0, 900);
    std::uniform_real_distribution<double> weight(0.5, 3);
    KernelPointsBuilder builder(Kernel::quartic);
    for (int i = 0; i < count; ++i) {
        builder.add(51'234 + spread(random), -7'777 + spread(random), radius, weight(random));
    }
    return PointIndex(builder.build());
}

/// Square cells of `size` around the town, `side` a side, on the lattice with the origin 0.
GridFrame cells_of(double size, int side)
{
    GridFrame frame;
    frame.cell_width = size;
    frame.cell_height = size;
    frame.first_column = static_cast<std::int64_t>(std::floor(51'234 / size)) - side / 2;
    frame.first_row_north = static_cast<std::int64_t>(std::floor(-7'777 / size)) + side / 2;
    frame.columns = side;
    frame.rows = side;
    return frame;
}

int factor_of(const PointIndex& index, const GridFrame& frame)
{
    return fine_factor(index.points().kernel, index.bounds(), frame);
}

Raster<double> mean_raster(const PointIndex& index, const GridFrame& frame)
{
    const int factor = factor_of(index, frame);
    if (factor == 0) {
        return mean_of_masses(index, frame);
    }
    return mean_of_samples(
        frame, factor, reached_by(index.points().kernel, index.bounds()),
        [&](const GridFrame& fine) { return density_raster(index, fine, {.threads = 1}); });
}

/// Means from `subcells`² samples a cell.
Raster<double> brute_means(const PointIndex& index, const GridFrame& frame, int subcells)
{
    const Raster<double> samples = density_raster(index, finer(frame, subcells), {.threads = 1});
    Raster<double> means(frame);
    for (int row = 0; row < frame.rows * subcells; ++row) {
        for (int column = 0; column < frame.columns * subcells; ++column) {
            means.at(row / subcells, column / subcells) +=
                samples.at(row, column) / (subcells * subcells);
        }
    }
    return means;
}

double volume(const Raster<double>& raster)
{
    return std::accumulate(raster.values.begin(), raster.values.end(), 0.0) *
           raster.frame.cell_width * raster.frame.cell_height;
}

double mass_of(const PointIndex& index)
{
    double mass = 0;
    for (std::size_t i = 0; i < index.points().size(); ++i) {
        mass += index.points().amplitude[i] * kRadius * kRadius * 3.14159265358979 / 3;
    }
    return mass;
}

TEST(PixelMean, SplitsPointsByTheirWidthInPixels)
{
    KernelPointsBuilder builder(Kernel::quartic);
    builder.add(1, 2, 99, 1);
    builder.add(3, 4, 100, 2);
    builder.add(5, 6, 5800, 3);
    const PointsByWidth split = split_by_width(builder.build(), cells_of(50, 8));
    EXPECT_EQ(split.narrow.x, std::vector<double>{1});
    EXPECT_EQ(split.wide.x, (std::vector<double>{3, 5}));
    EXPECT_EQ(split.wide.radius_y, (std::vector<double>{100, 5800}));
}

TEST(PixelMean, TakesASeparateLatticeOnlyWhereItIsSmallEnoughForATile)
{
    const auto index = town(50);
    EXPECT_EQ(factor_of(index, cells_of(51, 64)), 4);  // 1.96 pixels, then 3.9, then 7.8
    EXPECT_EQ(factor_of(index, cells_of(400, 64)), 16);
    EXPECT_EQ(factor_of(town(50, 0.01), cells_of(300, 64)), 0);
    EXPECT_EQ(factor_of(index, cells_of(1e12, 2)), 0);
    // Points in a line reach few cells, each of which would be swept whole.
    KernelPointsBuilder line(Kernel::quartic);
    for (int i = 0; i < 256; ++i) {
        line.add(1000.0 * i, 500, 4, 1);
    }
    EXPECT_EQ(factor_of(PointIndex(line.build()), cells_of(1000, 256)), 0);
}

TEST(PixelMean, OfMassesIsWithinSomeHundredthsOfAnIncident)
{
    for (const auto& [kernel, bound] :
         {std::pair(Kernel::quartic, 0.02), std::pair(Kernel::epanechnikov, 0.02),
          std::pair(Kernel::uniform, 0.04), std::pair(Kernel::triangular, 0.02),
          std::pair(Kernel::gaussian, 1e-3)}) {
        KernelPointsBuilder builder(kernel);
        const double radius = kernel == Kernel::gaussian ? 40 : 100;
        builder.add(51'234, -7'777, radius, 1);
        const PointIndex index(builder.build());
        const GridFrame frame = cells_of(90, 16);
        const Raster<double> means = mean_of_masses(index, frame);
        EXPECT_NEAR(volume(means), 1, 1e-9);
        const Raster<double> expected = brute_means(index, frame, 30);
        const double area = frame.cell_width * frame.cell_height;
        for (std::size_t k = 0; k < means.values.size(); ++k) {
            ASSERT_NEAR(means.values[k] * area, expected.values[k] * area, bound)
                << k << ' ' << to_string(kernel);
        }
    }
}

TEST(PixelMean, IsTheMeanOfTheDensityOverThePixel)
{
    const auto index = town(300);
    const GridFrame frame = cells_of(170, 24);
    const Raster<double> means = mean_raster(index, frame);
    const Raster<double> expected = brute_means(index, frame, 40);
    const double largest = *std::max_element(means.values.begin(), means.values.end());
    ASSERT_GT(largest, 0);
    for (std::size_t k = 0; k < means.values.size(); ++k) {
        ASSERT_NEAR(means.values[k], expected.values[k], 5e-4 * largest) << k;
    }
}

TEST(PixelMean, IsTheMeanOfItsFourOnTheFinerLatticeToTheBit)
{
    const auto index = town(300);
    for (const double size : {400.0, 3200.0}) {
        const Raster<double> coarse = mean_raster(index, cells_of(size, 8));
        const Raster<double> fine = mean_raster(index, finer(coarse.frame, 2));
        for (int row = 0; row < coarse.frame.rows; ++row) {
            for (int column = 0; column < coarse.frame.columns; ++column) {
                const double north =
                    fine.at(2 * row, 2 * column) + fine.at(2 * row, 2 * column + 1);
                const double south =
                    fine.at(2 * row + 1, 2 * column) + fine.at(2 * row + 1, 2 * column + 1);
                ASSERT_EQ(coarse.at(row, column), (north + south) / 4) << row << ' ' << column;
            }
        }
    }
}

TEST(PixelMean, DoesNotDependOnTheWindow)
{
    const auto index = town(300);
    const Raster<double> whole = mean_raster(index, cells_of(230, 32));
    GridFrame part = whole.frame;
    part.first_column += 13;
    part.first_row_north -= 11;
    part.columns = 7;
    part.rows = 9;
    const Raster<double> cut = mean_raster(index, part);
    for (int row = 0; row < part.rows; ++row) {
        for (int column = 0; column < part.columns; ++column) {
            ASSERT_EQ(cut.at(row, column), whole.at(row + 11, column + 13));
        }
    }
}

TEST(PixelMean, KeepsTheMass)
{
    const auto index = town(300);
    const double mass = mass_of(index);
    for (const double size : {51.0, 100.0, 1000.0, 2e4, 4e6, 1e12}) {
        const int side = size < 1000 ? 256 : 16;
        EXPECT_NEAR(volume(mean_raster(index, cells_of(size, side))) / mass, 1, 5e-4) << size;
    }
    EXPECT_NEAR(volume(mean_of_masses(index, cells_of(700, 32))) / mass, 1, 1e-9);
}

}  // namespace
}  // namespace heatward::density

#include "heatward/density/density_raster.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/density/kernel_shape.hpp"
#include "unit/density/random_points.hpp"

namespace heatward::density {
namespace {

constexpr double kEpsilon = 4e-16;

long double shape(Kernel kernel, long double q)
{
    switch (kernel) {
        case Kernel::quartic:
            return q < 1 ? (1 - q) * (1 - q) : 0;
        case Kernel::epanechnikov:
            return q < 1 ? 1 - q : 0;
        case Kernel::uniform:
            return q < 1 ? 1 : 0;
        case Kernel::triangular:
            return q < 1 ? 1 - std::sqrt(q) : 0;
        case Kernel::gaussian:
            break;
    }
    return q < 64 ? std::exp(-q / 2) : 0;
}

long double exactly(double value) { return static_cast<long double>(value); }

/// Whether the kernel ends in a step, where rounding decides on which side a place is.
bool is_cut_off(Kernel kernel) { return kernel == Kernel::uniform || kernel == Kernel::gaussian; }

bool is_swept(Kernel kernel) { return kernel != Kernel::triangular && kernel != Kernel::gaussian; }

/// The sum by definition, with the rounding error of summing it in double.
struct DirectSum {
    long double value = 0;
    double bound = 0;
    std::uint32_t incidents = 0;
    bool on_rim = false;  ///< the place is so close to a rim that rounding decides
};

DirectSum direct_sum(const KernelPoints& points, double x, double y)
{
    DirectSum sum;
    double amplitudes = 0;
    int near = 0;
    const long double support = exactly(support_in_bandwidths(points.kernel));
    for (std::size_t i = 0; i < points.size(); ++i) {
        const long double u = (exactly(x) - exactly(points.x[i])) / exactly(points.radius_x[i]);
        const long double v = (exactly(y) - exactly(points.y[i])) / exactly(points.radius_y[i]);
        const long double q = u * u + v * v;
        sum.value += exactly(points.amplitude[i]) * shape(points.kernel, q);
        sum.on_rim |= std::abs(q - support * support) < 1e-8L * support * support;
        if (q < support * support * 1.0001L) {
            ++near;
            amplitudes += points.amplitude[i];
        }
        if (q < support * support) {
            sum.incidents += points.incidents[i];
        }
    }
    sum.bound = kEpsilon * (16 + near) * amplitudes;
    return sum;
}

GridFrame lattice_at(double x, double y, double width, double height, int columns, int rows)
{
    GridFrame frame;
    frame.origin_x = -20037508.342789244;
    frame.origin_y = 20037508.342789244;
    frame.cell_width = width;
    frame.cell_height = height;
    frame.first_column = static_cast<std::int64_t>(std::floor((x - frame.origin_x) / width));
    frame.first_row_north = static_cast<std::int64_t>(std::floor((y - frame.origin_y) / height));
    frame.columns = columns;
    frame.rows = rows;
    return frame;
}

class DensityOfEachKernel : public testing::TestWithParam<Kernel> {};

INSTANTIATE_TEST_SUITE_P(Kernels, DensityOfEachKernel,
                         testing::Values(Kernel::quartic, Kernel::epanechnikov, Kernel::uniform,
                                         Kernel::triangular, Kernel::gaussian),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

TEST_P(DensityOfEachKernel, IsTheDirectSum)
{
    std::mt19937_64 random(5);
    for (const double offset : {0.0, 545'000.0, 7e6}) {
        RandomPoints settings;
        settings.kernel = GetParam();
        settings.x = offset;
        settings.y = -offset / 2;
        settings.radius = GetParam() == Kernel::gaussian ? 15 : 60;
        const KernelPoints points = draw_points(settings, random);
        const GridFrame frame = lattice_at(offset - 200, -offset / 2 + 1200, 13.7, 9.1, 110, 160);
        const Raster<double> raster = density_raster(points, frame);
        const double maximum = *std::max_element(raster.values.begin(), raster.values.end());
        int zeros = 0;
        for (int row = 0; row < frame.rows; ++row) {
            for (int column = 0; column < frame.columns; ++column) {
                const double x = frame.centre_x(column);
                const double y = frame.centre_y(row);
                const DirectSum sum = direct_sum(points, x, y);
                const double value = raster.at(row, column);
                if (sum.on_rim && is_cut_off(GetParam())) {
                    continue;
                }
                const double granted = is_swept(GetParam())
                                           ? 2e-6 * static_cast<double>(sum.value) + 1e-7 * maximum
                                           : sum.bound + 1e-300;
                ASSERT_LE(std::abs(value - static_cast<double>(sum.value)), granted)
                    << "row " << row << " column " << column << " offset " << offset;
                if (sum.value == 0 && !sum.on_rim) {
                    ASSERT_EQ(value, 0);
                    ++zeros;
                }
                ASSERT_LE(std::abs(static_cast<double>(sum.value) - density_at(points, x, y)),
                          sum.bound + 1e-300);
            }
        }
        EXPECT_GT(zeros, 100);
    }
}

TEST_P(DensityOfEachKernel, IsTheSameToTheBitHoweverThePictureIsCut)
{
    std::mt19937_64 random(6);
    RandomPoints settings;
    settings.kernel = GetParam();
    settings.count = 4000;
    settings.x = 20'000;
    settings.y = 6.8e6;
    settings.side = 5000;
    settings.radius = GetParam() == Kernel::gaussian ? 20 : 120;
    const PointIndex index(draw_points(settings, random));
    const GridFrame whole = lattice_at(19'900, 6'805'100, 8.1, 8.1, 640, 640);
    const Raster<double> expected = density_raster(index, whole, {.threads = 1});
    std::uniform_int_distribution<int> offset(0, 128);
    for (int repeat = 0; repeat < 6; ++repeat) {
        const int column = offset(random);
        const int row = offset(random);
        GridFrame window = whole;
        window.first_column += column;
        window.first_row_north -= row;
        window.columns = 512;
        window.rows = 512;
        const Raster<double> cut = density_raster(index, window, {.threads = 1 + repeat % 4});
        for (int r = 0; r < window.rows; ++r) {
            for (int c = 0; c < window.columns; ++c) {
                ASSERT_EQ(cut.at(r, c), expected.at(r + row, c + column)) << r << ' ' << c;
            }
        }
    }
}

TEST_P(DensityOfEachKernel, OneIncidentIntegratesToItsWeight)
{
    KernelPointsBuilder builder(GetParam());
    builder.add(1000.3, 999.1, GetParam() == Kernel::gaussian ? 60 : 400, 2.5);
    GridFrame frame;
    frame.cell_width = 1.5;
    frame.cell_height = 2;
    frame.first_row_north = 1000;
    frame.columns = 1334;
    frame.rows = 1000;
    const Raster<double> raster = density_raster(builder.build(), frame);
    double sum = 0;
    for (const double value : raster.values) {
        sum += value * frame.cell_width * frame.cell_height;
    }
    // The uniform kernel's rim cuts cells; the others are smooth.
    EXPECT_NEAR(sum / 2.5, 1, GetParam() == Kernel::uniform ? 1e-4 : 1e-6);
}

TEST(DensityRaster, OblongRadiiGiveTheDensityOfTheProject)
{
    // A plane stretched 2 times in x and 3 times in y holds the same density at
    // the stretched place.
    KernelPointsBuilder project(Kernel::quartic);
    KernelPointsBuilder stretched(Kernel::quartic);
    project.add(100, 200, 50, 2);
    stretched.add({200, 600, 100, 150, 50, 2});
    const double value = density_at(project.build(), 110, 220);
    EXPECT_NEAR(density_at(stretched.build(), 220, 660), value, 1e-18);
    EXPECT_NEAR(value, 2 * 3 / (std::numbers::pi * 2500) * 0.8 * 0.8, 1e-18);
}

TEST(DensityRaster, IsZeroWithoutPoints)
{
    GridFrame frame;
    frame.columns = 40;
    frame.rows = 30;
    const Raster<double> raster = density_raster(KernelPoints{}, frame);
    EXPECT_EQ(raster.values, std::vector<double>(1200, 0.0));
    frame.rows = 0;
    EXPECT_TRUE(density_raster(KernelPoints{}, frame).values.empty());
}

class CountingProgress final : public Progress {
public:
    void begin(std::string_view, std::uint64_t total, std::string_view) override
    {
        m_total = total;
    }
    void advance(std::uint64_t steps) override { m_done += steps; }
    void end() override { m_is_ended = true; }
    void warn(std::string_view) override {}

    std::uint64_t m_total = 0;
    std::uint64_t m_done = 0;
    bool m_is_ended = false;
};

TEST(DensityRaster, TellsOfEveryCell)
{
    std::mt19937_64 random(2);
    GridFrame frame;
    frame.columns = 700;
    frame.rows = 500;
    for (const int threads : {0, 1, 3}) {
        CountingProgress progress;
        density_raster(draw_points({}, random), frame, {threads, &progress});
        EXPECT_EQ(progress.m_total, 350'000U);
        EXPECT_EQ(progress.m_done, 350'000U);
        EXPECT_TRUE(progress.m_is_ended);
    }
}

}  // namespace
}  // namespace heatward::density

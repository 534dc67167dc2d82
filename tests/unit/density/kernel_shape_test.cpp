#include "heatward/density/kernel_shape.hpp"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace heatward::density {
namespace {

class ShapeOfEachKernel : public testing::TestWithParam<Kernel> {};

INSTANTIATE_TEST_SUITE_P(Kernels, ShapeOfEachKernel,
                         testing::Values(Kernel::quartic, Kernel::epanechnikov, Kernel::uniform,
                                         Kernel::triangular, Kernel::gaussian),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

/// ∫ 2πr^(1 + power) K(r) dr up to `radius`, by the midpoint rule.
double radial_integral(Kernel kernel, double bandwidth, double radius, int power)
{
    constexpr int kSteps = 200'000;
    const double step = radius / kSteps;
    double sum = 0;
    for (int i = 0; i < kSteps; ++i) {
        const double r = (i + 0.5) * step;
        sum += 2 * std::numbers::pi * std::pow(r, 1 + power) * kernel_value(kernel, r, bandwidth);
    }
    return sum * step;
}

TEST_P(ShapeOfEachKernel, HasMassOne)
{
    EXPECT_NEAR(radial_integral(GetParam(), 320, support_radius(GetParam(), 320), 0), 1, 1e-9);
}

TEST_P(ShapeOfEachKernel, HasTheVarianceItStates)
{
    // E r² is the sum of the variances along both axes.
    const double r2 = radial_integral(GetParam(), 320, support_radius(GetParam(), 320), 2);
    EXPECT_NEAR(r2 / 2 / variance_per_axis(GetParam(), 320), 1, 1e-9);
}

TEST_P(ShapeOfEachKernel, MassWithinIsTheIntegral)
{
    for (const double share : {0.0, 0.1, 0.35, 0.5, 0.9}) {
        const double radius = share * support_radius(GetParam(), 320);
        EXPECT_NEAR(mass_within(GetParam(), radius, 320),
                    radial_integral(GetParam(), 320, radius, 0), 1e-9);
    }
    EXPECT_EQ(mass_within(GetParam(), support_radius(GetParam(), 320), 320), 1);
    EXPECT_EQ(mass_within(GetParam(), 1e9, 320), 1);
}

TEST_P(ShapeOfEachKernel, IsExactlyZeroFromItsSupportOn)
{
    const double support = support_radius(GetParam(), 320);
    EXPECT_GT(kernel_value(GetParam(), support * (1 - 1e-12), 320), 0);
    EXPECT_EQ(kernel_value(GetParam(), support, 320), 0);
    EXPECT_EQ(kernel_value(GetParam(), 2 * support, 320), 0);
    EXPECT_EQ(kernel_value(GetParam(), 0, 320), kernel_peak(GetParam(), 320));
}

TEST_P(ShapeOfEachKernel, SigmaAndBandwidthAreInverse)
{
    const double bandwidth = bandwidth_from_sigma(GetParam(), 100);
    EXPECT_NEAR(variance_per_axis(GetParam(), bandwidth), 1e4, 1e-9);
    EXPECT_NEAR(sigma_from_bandwidth(GetParam(), bandwidth), 100, 1e-12);
}

TEST_P(ShapeOfEachKernel, WideningAddsVariance)
{
    const double widened = widened_bandwidth(GetParam(), 300, 40);
    EXPECT_NEAR(variance_per_axis(GetParam(), widened), variance_per_axis(GetParam(), 300) + 1600,
                1e-8);
    EXPECT_EQ(widened_bandwidth(GetParam(), 300, 0), 300);
}

TEST(KernelShape, KnownValues)
{
    const double pi = std::numbers::pi;
    EXPECT_NEAR(kernel_value(Kernel::quartic, 1, 2), 3 / (4 * pi) * 0.5625, 1e-15);
    EXPECT_NEAR(kernel_value(Kernel::epanechnikov, 1, 2), 2 / (4 * pi) * 0.75, 1e-15);
    EXPECT_NEAR(kernel_value(Kernel::uniform, 1, 2), 1 / (4 * pi), 1e-15);
    EXPECT_NEAR(kernel_value(Kernel::triangular, 1, 2), 3 / (4 * pi) * 0.5, 1e-15);
    EXPECT_NEAR(kernel_value(Kernel::gaussian, 2, 2), std::exp(-0.5) / (8 * pi), 1e-15);
}

TEST(KernelShape, BandwidthOfSigmaAsInTheMethods)
{
    EXPECT_NEAR(bandwidth_from_sigma(Kernel::quartic, 1), std::sqrt(8.0), 1e-15);
    EXPECT_NEAR(bandwidth_from_sigma(Kernel::epanechnikov, 1), std::sqrt(6.0), 1e-15);
    EXPECT_EQ(bandwidth_from_sigma(Kernel::uniform, 1), 2);
    EXPECT_NEAR(bandwidth_from_sigma(Kernel::triangular, 1), std::sqrt(20.0 / 3), 1e-15);
    EXPECT_EQ(bandwidth_from_sigma(Kernel::gaussian, 1), 1);
}

}  // namespace
}  // namespace heatward::density

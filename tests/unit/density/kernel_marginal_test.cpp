#include "kernel_marginal.hpp"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace heatward::density {
namespace {

/// ∫ (1 − x²)^(n + 1/2) dx from −1, by the reduction over n.
double power_integral(int n, double x)
{
    const double rest = std::max(0.0, 1 - x * x);
    if (n == 0) {
        return (x * std::sqrt(rest) + std::asin(x) + std::numbers::pi / 2) / 2;
    }
    const double power = n + 0.5;
    return (x * std::pow(rest, power) + 2 * power * power_integral(n - 1, x)) / (2 * power + 1);
}

TEST(KernelMarginal, IsTheClosedForm)
{
    const auto check = [](Kernel kernel, int n) {
        for (int k = -1000; k <= 1000; ++k) {
            const double x = k * 0.000997;
            ASSERT_NEAR(marginal_of(kernel).west_of(x), power_integral(n, x) / power_integral(n, 1),
                        1e-6)
                << to_string(kernel) << ' ' << x;
        }
    };
    check(Kernel::uniform, 0);
    check(Kernel::epanechnikov, 1);
    check(Kernel::quartic, 2);
    for (double x = -7; x < 7; x += 0.0137) {
        ASSERT_NEAR(marginal_of(Kernel::gaussian).west_of(x),
                    std::erfc(-x / std::numbers::sqrt2) / 2, 1e-6);
    }
}

TEST(KernelMarginal, OfTheTriangularKernelIsTheMassWestOfTheLine)
{
    // The cone over the half plane x < t, in polar coordinates: known at t = 0, and by
    // quadrature of ∫ (1 − r) over the chord elsewhere.
    EXPECT_NEAR(marginal_of(Kernel::triangular).west_of(0), 0.5, 1e-12);
    for (const double t : {-0.8, -0.3, 0.2, 0.6}) {
        constexpr int kSteps = 2000;
        double inside = 0;
        for (int i = 0; i < kSteps; ++i) {
            for (int j = 0; j < kSteps; ++j) {
                const double x = -1 + 2 * (i + 0.5) / kSteps;
                const double y = -1 + 2 * (j + 0.5) / kSteps;
                const double r = std::hypot(x, y);
                inside += x < t && r < 1 ? 1 - r : 0;
            }
        }
        const double mass = inside * 4 / (kSteps * kSteps) / (std::numbers::pi / 3);
        EXPECT_NEAR(marginal_of(Kernel::triangular).west_of(t), mass, 1e-5) << t;
    }
}

TEST(KernelMarginal, IsNothingAndAllBeyondTheSupport)
{
    EXPECT_EQ(marginal_of(Kernel::quartic).west_of(-1), 0);
    EXPECT_EQ(marginal_of(Kernel::quartic).west_of(1), 1);
    EXPECT_EQ(marginal_of(Kernel::gaussian).west_of(-1e300), 0);
    EXPECT_EQ(marginal_of(Kernel::gaussian).west_of(1e300), 1);
}

}  // namespace
}  // namespace heatward::density

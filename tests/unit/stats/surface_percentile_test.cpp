#include "heatward/stats/surface_percentile.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(SurfacePercentile, ShareOfTheAreaThatIsLower)
{
    const std::vector<double> values{0, 5, 0, 2, kNaN, 9};
    const std::vector<double> coverage{1, 0.5, 1, 1.5, 1, 0};
    const SurfacePercentile percentile(values, coverage);
    EXPECT_EQ(percentile.at(0), 0);
    EXPECT_NEAR(percentile.at(1), 50, 1e-12);
    EXPECT_NEAR(percentile.at(2), 50, 1e-12);
    EXPECT_NEAR(percentile.at(3), 87.5, 1e-12);
    EXPECT_NEAR(percentile.at(5), 87.5, 1e-12);
    EXPECT_EQ(percentile.at(5.1), 100);
}

TEST(SurfacePercentile, AgreesWithCounting)
{
    std::mt19937_64 random(6);
    std::uniform_int_distribution<int> value(0, 20);
    std::uniform_real_distribution<double> share(0, 1);
    std::vector<double> values(300);
    std::vector<double> coverage(300);
    double all = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = value(random);
        coverage[i] = share(random);
        all += coverage[i];
    }
    const SurfacePercentile percentile(values, coverage);
    for (double density = -0.5; density < 21; density += 0.5) {
        double lower = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            lower += values[i] < density ? coverage[i] : 0;
        }
        EXPECT_NEAR(percentile.at(density), 100 * lower / all, 1e-10);
    }
}

TEST(SurfacePercentile, EmptySurface)
{
    EXPECT_EQ(SurfacePercentile({}, {}).at(3), 0);
    const std::vector<double> one{1};
    EXPECT_THROW(SurfacePercentile(one, {}), DataError);
}

}  // namespace
}  // namespace heatward::stats

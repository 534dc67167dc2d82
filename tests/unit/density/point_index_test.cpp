#include "heatward/density/point_index.hpp"

#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/density/kernel_shape.hpp"
#include "unit/density/random_points.hpp"

namespace heatward::density {
namespace {

std::vector<std::uint32_t> reaching(const KernelPoints& points, const Extent& extent)
{
    const double support = support_in_bandwidths(points.kernel);
    std::vector<std::uint32_t> found;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double rx = points.radius_x[i] * support;
        const double ry = points.radius_y[i] * support;
        if (Extent{points.x[i] - rx, points.y[i] - ry, points.x[i] + rx, points.y[i] + ry}
                .intersects(extent)) {
            found.push_back(static_cast<std::uint32_t>(i));
        }
    }
    return found;
}

TEST(PointIndex, GathersInTableOrderWhatReachesTheExtent)
{
    std::mt19937_64 random(11);
    for (const double radius : {1.0, 30.0, 3000.0}) {
        RandomPoints settings;
        settings.kernel = radius < 10 ? Kernel::gaussian : Kernel::quartic;
        settings.count = 5000;
        settings.x = 500'000;
        settings.y = -2000;
        settings.radius = radius;
        const PointIndex index(draw_points(settings, random));
        std::uniform_real_distribution<double> along(-300, 1300);
        std::vector<std::uint32_t> found{1, 2, 3};
        for (int repeat = 0; repeat < 200; ++repeat) {
            Extent extent;
            extent.include(500'000 + along(random), -2000 + along(random));
            if (repeat % 2 == 0) {
                extent.include(500'000 + along(random), -2000 + along(random));
            }
            index.gather(extent, found);
            EXPECT_EQ(found, reaching(index.points(), extent)) << repeat;
        }
    }
}

TEST(PointIndex, HoldsNoPointOrOnePlace)
{
    std::vector<std::uint32_t> found{7};
    PointIndex(KernelPoints{}).gather({0, 0, 1, 1}, found);
    EXPECT_TRUE(found.empty());

    KernelPointsBuilder builder(Kernel::quartic);
    builder.add(5, 5, 1, 1);
    const PointIndex index(builder.build());
    index.gather({0, 0, 4, 5}, found);
    EXPECT_THAT(found, testing::ElementsAre(0U));
    index.gather({0, 0, 3.9, 5}, found);
    EXPECT_TRUE(found.empty());
    EXPECT_GT(index.memory_bytes(), sizeof(PointIndex));
}

}  // namespace
}  // namespace heatward::density

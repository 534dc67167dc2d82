#include "heatward/stats/hotspot_level.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "unit/stats/shapes.hpp"

namespace heatward::stats {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Raster<double> ones_like(const Raster<double>& raster) { return Raster<double>(raster.frame, 1.0); }

TEST(HotspotLevel, ShareOfAreaStaysWithinTheShare)
{
    const auto density = drawn<double>({"9871", "1654", "1231", "1111"});
    const auto coverage = ones_like(density);
    const HotspotSurface surface{density, coverage, {}};
    EXPECT_EQ(hotspot_level(surface, ShareOfArea{4.0 / 16}), 6);
    EXPECT_EQ(hotspot_level(surface, ShareOfArea{0.3}), 6);
    EXPECT_EQ(hotspot_level(surface, ShareOfArea{1}), 1);
    // The ones are tied: nine cells do not fit, so none of them is taken.
    EXPECT_EQ(hotspot_level(surface, ShareOfArea{0.9}), 2);
}

TEST(HotspotLevel, TopTieIsTakenWhole)
{
    const auto density = drawn<double>({"5551", "1111"});
    const auto coverage = ones_like(density);
    EXPECT_EQ(hotspot_level({density, coverage, {}}, ShareOfArea{0.125}), 5);
}

TEST(HotspotLevel, CoverageWeighsCellsAndStudyArea)
{
    const auto density = drawn<double>({"9876"});
    auto coverage = ones_like(density);
    coverage.values = {0.25, 0, 0.5, 1};
    const HotspotSurface surface{density, coverage, {}};
    // The study area is 1.75 cells; 9 and 7 take 0.75 of them.
    EXPECT_EQ(hotspot_level(surface, ShareOfArea{0.75 / 1.75}), 7);
    EXPECT_EQ(hotspot_level(surface, ShareOfArea{0.74 / 1.75}), 9);
}

TEST(HotspotLevel, ZeroAndMissingDensityIsNoHotspot)
{
    auto density = drawn<double>({"....", "...."});
    const auto coverage = ones_like(density);
    density.at(0, 0) = kNaN;
    EXPECT_FALSE(hotspot_level({density, coverage, {}}, ShareOfArea{0.5}));
    EXPECT_FALSE(hotspot_level({density, coverage, {}}, MinimumDensity{1}));
    density.at(1, 1) = 2;
    EXPECT_EQ(hotspot_level({density, coverage, {}}, ShareOfArea{1}), 2);
}

TEST(HotspotLevel, MinimumDensityIsItself)
{
    const auto density = drawn<double>({"12", "34"});
    const auto coverage = ones_like(density);
    EXPECT_EQ(hotspot_level({density, coverage, {}}, MinimumDensity{2.5}), 2.5);
    EXPECT_EQ(hotspot_level({density, coverage, {}}, MinimumDensity{4}), 4);
    EXPECT_FALSE(hotspot_level({density, coverage, {}}, MinimumDensity{4.1}));
}

TEST(HotspotLevel, ShareOfIncidentsIsTheFewestCellsThatHoldIt)
{
    const auto density = drawn<double>({"9766", "54.8"});
    auto coverage = ones_like(density);
    const std::vector<std::uint32_t> incidents{4, 3, 1, 1, 0, 0, 1, 0};
    const HotspotSurface surface{density, coverage, incidents};
    EXPECT_EQ(hotspot_level(surface, ShareOfIncidents{0.4}), 9);
    EXPECT_EQ(hotspot_level(surface, ShareOfIncidents{0.41}), 7);
    EXPECT_EQ(hotspot_level(surface, ShareOfIncidents{0.7}), 7);
    EXPECT_EQ(hotspot_level(surface, ShareOfIncidents{0.71}), 6);
    // A tenth lies where the density is 0.
    EXPECT_EQ(hotspot_level(surface, ShareOfIncidents{1}), 4);
    coverage.values[0] = 0;
    EXPECT_EQ(hotspot_level(surface, ShareOfIncidents{0.5}), 7);
    EXPECT_FALSE(hotspot_level({density, coverage, {}}, ShareOfIncidents{0.5}));
}

TEST(HotspotLevel, OneLevelLowerWouldExceedTheShare)
{
    std::mt19937_64 random(9);
    std::uniform_int_distribution<int> value(0, 40);
    std::uniform_real_distribution<double> share(0, 1);
    for (int repeat = 0; repeat < 200; ++repeat) {
        Raster<double> density(frame_at(0, 0, 1, 12, 9));
        Raster<double> coverage(density.frame);
        double study_area = 0;
        for (std::size_t i = 0; i < density.values.size(); ++i) {
            density.values[i] = value(random);
            coverage.values[i] = value(random) < 5 ? 0 : share(random);
            study_area += coverage.values[i];
        }
        const auto area_from = [&](double level) {
            double area = 0;
            for (std::size_t i = 0; i < density.values.size(); ++i) {
                area += density.values[i] >= level ? coverage.values[i] : 0;
            }
            return area;
        };
        const double wanted = 0.2 + 0.6 * share(random);
        const auto level = hotspot_level({density, coverage, {}}, ShareOfArea{wanted});
        ASSERT_TRUE(level);
        EXPECT_LE(area_from(*level), wanted * study_area);
        double next = *level - 1;
        while (next > 1 && area_from(next) == area_from(*level)) {
            --next;
        }
        EXPECT_GT(area_from(next), wanted * study_area);
    }
}

TEST(HotspotLevel, RefusesWhatIsNoRule)
{
    const auto density = drawn<double>({"12", "34"});
    const auto coverage = ones_like(density);
    const HotspotSurface surface{density, coverage, {}};
    EXPECT_THROW(hotspot_level(surface, ShareOfArea{0}), DataError);
    EXPECT_THROW(hotspot_level(surface, ShareOfArea{1.1}), DataError);
    EXPECT_THROW(hotspot_level(surface, ShareOfIncidents{kNaN}), DataError);
    EXPECT_THROW(hotspot_level(surface, MinimumDensity{0}), DataError);
    const auto other = drawn<double>({"123"});
    EXPECT_THROW(hotspot_level({density, other, {}}, ShareOfArea{0.1}), DataError);
    const std::vector<std::uint32_t> few{1, 2};
    EXPECT_THROW(hotspot_level({density, coverage, few}, ShareOfIncidents{0.1}), DataError);
}

}  // namespace
}  // namespace heatward::stats

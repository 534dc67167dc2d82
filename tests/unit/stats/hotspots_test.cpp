#include "heatward/stats/hotspots.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/stats/shapes.hpp"

namespace heatward::stats {
namespace {

const auto kDensity = drawn<double>({"77..5....",  //
                                     "7...55..9",  //
                                     ".8...5..9",  //
                                     ".8......9",  //
                                     "..6.6.6.1"});

Hotspots find(const Raster<double>& coverage, int min_cells)
{
    return find_hotspots({kDensity, coverage, {}}, {MinimumDensity{5}, min_cells});
}

TEST(Hotspots, GroupsAreFourConnectedAndRankedByDensity)
{
    const Hotspots found = find(Raster<double>(kDensity.frame, 1.0), 2);
    ASSERT_EQ(found.hotspots.size(), 4U);
    EXPECT_EQ(found.level, 5);
    EXPECT_EQ(found.dropped_groups, 3U);
    EXPECT_EQ(found.dropped_cells, 3U);
    const double maxima[4] = {9, 8, 7, 5};
    const std::size_t cells[4] = {3, 2, 3, 4};
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(found.hotspots[i].rank, static_cast<std::int32_t>(i + 1));
        EXPECT_EQ(found.hotspots[i].density_max, maxima[i]);
        EXPECT_EQ(found.hotspots[i].cells, cells[i]);
        EXPECT_NEAR(found.hotspots[i].area_km2, static_cast<double>(cells[i]) * 1e-6, 1e-18);
        EXPECT_NEAR(area_m2({found.hotspots[i].outline}), static_cast<double>(cells[i]), 1e-12);
        EXPECT_TRUE(found.hotspots[i].outline.holes.empty());
    }
    EXPECT_THAT(found.hotspots[0].outline.exterior,
                testing::UnorderedElementsAre(ProjectedPoint{8, 1}, ProjectedPoint{9, 1},
                                              ProjectedPoint{9, 4}, ProjectedPoint{8, 4}));
}

TEST(Hotspots, LabelsAreRanks)
{
    const Hotspots found = find(Raster<double>(kDensity.frame, 1.0), 2);
    EXPECT_EQ(found.labels.values, drawn<std::int32_t>({"33..4....",  //
                                                        "3...44..1",  //
                                                        ".2...4..1",  //
                                                        ".2......1",  //
                                                        "........."})
                                       .values);
}

TEST(Hotspots, TiesAreRankedFromTheNorthWest)
{
    const Hotspots found = find(Raster<double>(kDensity.frame, 1.0), 1);
    ASSERT_EQ(found.hotspots.size(), 7U);
    EXPECT_EQ(found.dropped_groups, 0U);
    EXPECT_EQ(found.labels.at(4, 2), 4);
    EXPECT_EQ(found.labels.at(4, 4), 5);
    EXPECT_EQ(found.labels.at(4, 6), 6);
}

TEST(Hotspots, StudyAreaBoundsThem)
{
    Raster<double> coverage(kDensity.frame, 1.0);
    coverage.at(2, 8) = 0;
    coverage.at(1, 8) = 0.25;
    const Hotspots found = find(coverage, 1);
    EXPECT_EQ(found.labels.at(2, 8), 0);
    EXPECT_EQ(found.hotspots[0].cells, 1U);
    EXPECT_NEAR(found.hotspots[0].covered_area_km2, 0.25e-6, 1e-18);
    EXPECT_NEAR(found.hotspots[0].area_km2, 1e-6, 1e-18);
    EXPECT_NEAR(found.hotspots[1].covered_area_km2, 1e-6, 1e-18);
}

TEST(Hotspots, NoneOnAnEmptySurface)
{
    const Raster<double> flat(kDensity.frame, 0.0);
    const Raster<double> coverage(kDensity.frame, 1.0);
    const Hotspots found = find_hotspots({flat, coverage, {}}, {});
    EXPECT_FALSE(found.level);
    EXPECT_TRUE(found.hotspots.empty());
    EXPECT_EQ(found.labels.values, std::vector<std::int32_t>(45, 0));
}

}  // namespace
}  // namespace heatward::stats

#include "heatward/stats/zonal.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/stats/coverage.hpp"
#include "unit/stats/shapes.hpp"

namespace heatward::stats {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

ZonalFigures figures_of(const Raster<double>& surface, const ProjectedMultiPolygon& area)
{
    return zonal_figures(surface, coverage_window(area, surface.frame), area);
}

TEST(Zonal, MeanIsWeightedByCoverageAndMaxIsOverCentres)
{
    const auto surface = drawn<double>({"129", "345"});
    // Whole of the two western columns, a quarter of the eastern one: its centres lie outside.
    const ProjectedMultiPolygon area{{rectangle(0, 0, 2.25, 2), {}}};
    const ZonalFigures figures = figures_of(surface, area);
    EXPECT_NEAR(*figures.mean, (1 + 2 + 3 + 4 + 0.25 * (9 + 5)) / 4.5, 1e-12);
    EXPECT_EQ(*figures.max, 4);
    EXPECT_NEAR(figures.volume, 13.5e-6, 1e-18);
    EXPECT_NEAR(figures.covered_km2, 4.5e-6, 1e-18);
    const ProjectedMultiPolygon wider{{rectangle(0, 0, 2.75, 2), {}}};
    EXPECT_EQ(*figures_of(surface, wider).max, 9);
}

TEST(Zonal, AreaWithoutACentreTakesTheCellsItTouches)
{
    const auto surface = drawn<double>({"17", "32"});
    const ZonalFigures figures = figures_of(surface, {{rectangle(0.9, 1.6, 1.1, 1.8), {}}});
    EXPECT_EQ(*figures.max, 7);
    EXPECT_NEAR(*figures.mean, 4, 1e-12);
}

TEST(Zonal, CellsWithoutAValueAreLeftOut)
{
    auto surface = drawn<double>({"12", "34"});
    surface.at(0, 0) = kNaN;
    const ZonalFigures figures = figures_of(surface, {{rectangle(0, 0, 2, 2), {}}});
    EXPECT_NEAR(*figures.mean, 3, 1e-12);
    EXPECT_NEAR(figures.volume, 9e-6, 1e-18);
    surface.values.assign(4, kNaN);
    const ZonalFigures none = figures_of(surface, {{rectangle(0, 0, 2, 2), {}}});
    EXPECT_FALSE(none.mean);
    EXPECT_FALSE(none.max);
    EXPECT_EQ(none.volume, 0);
}

TEST(Zonal, OutsideTheSurfaceIsNothing)
{
    const auto surface = drawn<double>({"12", "34"});
    const ProjectedMultiPolygon area{{rectangle(10, 10, 12, 12), {}}};
    EXPECT_FALSE(figures_of(surface, area).mean);
    const auto wide = coverage(area, frame_at(0, 0, 1, 20, 20));
    EXPECT_FALSE(zonal_figures(surface, wide, area).mean);
    const auto other = coverage(area, frame_at(0, 0, 2, 20, 20));
    EXPECT_THROW(zonal_figures(surface, other, area), DataError);
}

TEST(Zonal, LabelledShareIsWeightedByCoverage)
{
    const auto labels = drawn<std::int32_t>({".1", "2."});
    const auto share = [&](const ProjectedMultiPolygon& area) {
        return labelled_share(labels, coverage_window(area, frame_at(0, 0, 1, 4, 4)));
    };
    EXPECT_NEAR(share({{rectangle(0, 0, 2, 2), {}}}), 0.5, 1e-12);
    EXPECT_NEAR(share({{rectangle(0, 0, 0.5, 2), {}}}), 0.5, 1e-12);
    EXPECT_NEAR(share({{rectangle(0, 0, 1, 1), {}}}), 1, 1e-12);
    EXPECT_NEAR(share({{rectangle(0, 0, 4, 1), {}}}), 0.25, 1e-12);
    EXPECT_EQ(share({{rectangle(10, 10, 12, 12), {}}}), 0);
}

}  // namespace
}  // namespace heatward::stats

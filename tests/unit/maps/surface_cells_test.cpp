#include "heatward/maps/surface_cells.hpp"

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/stats/breaks.hpp"
#include "heatward/stats/coverage.hpp"
#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

const run_store::RunData& county()
{
    static const run_store::RunData run = test::synthetic_county();
    return run;
}

DensityLayer density_of(const IncidentFilter& filter)
{
    auto input = layer_input(county(), test::layer_of(county(), "violence"));
    input.filter = filter;
    return {input, Plane::project};
}

IncidentFilter whole()
{
    return layer_filter(county().project, test::layer_of(county(), "violence"));
}

TEST(SurfaceCells, BreaksAreOfTheCellsThatReachIntoTheStudyArea)
{
    IncidentFilter spring = whole();
    spring.interval = parse_interval("2025-03/2025-05").value();
    const auto density = density_of(spring);
    const SurfaceCells cells(county().study_area, 700);
    // Worked out the long way: one cell at a time, of those with a share inside.
    const GridFrame frame = frame_covering(extent_of(county().study_area), 700);
    const auto coverage = stats::coverage(county().study_area, frame);
    const auto surface = density.evaluate(frame, false, 1);
    std::vector<double> inside;
    for (std::size_t i = 0; i < surface.values.size(); ++i) {
        if (coverage.values[i] > 0) {
            inside.push_back(surface.values[i]);
        }
    }
    ASSERT_LT(inside.size(), surface.values.size());
    const auto breaks = cells.breaks(density, 2);
    ASSERT_EQ(breaks.size(), 8U);
    EXPECT_EQ(breaks, stats::colour_breaks(inside));
    EXPECT_NE(breaks, cells.breaks(density_of(whole()), 1));
    EXPECT_EQ(cells.frame(), frame);
}

TEST(SurfaceCells, WhereNothingIsThereAreNoBreaks)
{
    IncidentFilter none = whole();
    none.interval = parse_interval("1999").value();
    EXPECT_TRUE(SurfaceCells(county().study_area, 700).breaks(density_of(none), 1).empty());
}

TEST(SurfaceCells, TakesTheProjectsPlaneAlone)
{
    const DensityLayer mercator(layer_input(county(), test::layer_of(county(), "violence")),
                                Plane::web_mercator);
    EXPECT_THROW((void)SurfaceCells(county().study_area, 700).breaks(mercator, 1), DataError);
}

}  // namespace
}  // namespace heatward::maps

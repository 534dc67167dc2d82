#include "heatward/geocode/position_text_locator.hpp"

#include <gtest/gtest.h>

#include "support/small_gazetteer.hpp"
#include "support/text_location.hpp"

namespace heatward::geocode {
namespace {

Match locate(std::string_view location)
{
    CoordinateLocatorOptions coordinates;
    coordinates.project = testing_support::flat_project;
    coordinates.place_xy = testing_support::shifted_grid;
    coordinates.is_in_study_area = testing_support::is_in_small_study_area;
    const PositionTextLocator locator(
        coordinates, {testing_support::shifted_grid, testing_support::is_in_small_study_area});
    return testing_support::locate_text(locator, Gazetteer(), location);
}

TEST(PositionTextLocator, ReadsDegreesMetresAndSquares)
{
    const Match degrees = locate("found at 52.0901 0.1429 by the river");
    EXPECT_EQ(degrees.level, MatchLevel::coordinate);
    ASSERT_TRUE(degrees.position);
    EXPECT_NEAR(degrees.position->x, 10'003, 1e-6);
    EXPECT_NEAR(degrees.position->y, 10'001.1, 1e-6);
    EXPECT_EQ(degrees.uncertainty_m, 10);
    EXPECT_EQ(locate("E510000 N210000").position, (ProjectedPoint{10'000, 10'000}));
    const Match square = locate("grid ref TL 100 100");
    EXPECT_EQ(square.level, MatchLevel::grid_reference);
    EXPECT_EQ(square.position, (ProjectedPoint{10'050, 10'050}));
    EXPECT_NEAR(square.uncertainty_m, 70.71, 0.01);
}

TEST(PositionTextLocator, APlaceThatIsNoneNamesTheLocation)
{
    const Match match = locate("grid ref AA 1000 1000");
    EXPECT_FALSE(match.position);
    for (const char* text : {"12 Mill Road", "01223 358966", "CAD no 123456", "", "1234"}) {
        EXPECT_FALSE(locate(text).position) << text;
        EXPECT_EQ(locate(text).reason, "") << text;
    }
}

TEST(PositionTextLocator, OutsideTheStudyAreaIsLocatedAndFlagged)
{
    EXPECT_TRUE(locate("55.9533, -3.1883").is_outside_study_area);
    EXPECT_TRUE(locate("55.9533, -3.1883").position);
}

}  // namespace
}  // namespace heatward::geocode

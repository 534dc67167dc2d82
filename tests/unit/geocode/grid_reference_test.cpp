#include "heatward/geocode/grid_reference.hpp"

#include <gmock/gmock.h>

#include "heatward/geocode/grid_reference_locator.hpp"

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Known places of the Ordnance Survey's own maps.
TEST(GridReference, KnowsTheSquaresOfTheNationalGrid)
{
    const GridSquare ben_nevis = parse_grid_reference("NN 166 712").value();
    EXPECT_EQ(ben_nevis.west_m, 216'600);
    EXPECT_EQ(ben_nevis.south_m, 771'200);
    EXPECT_EQ(ben_nevis.size_m, 100);
    const GridSquare cambridge = parse_grid_reference("TL4551258534").value();
    EXPECT_EQ(cambridge.west_m, 545'512);
    EXPECT_EQ(cambridge.south_m, 258'534);
    EXPECT_EQ(cambridge.size_m, 1);
    const GridSquare origin = parse_grid_reference("SV0000").value();
    EXPECT_EQ(origin.west_m, 0);
    EXPECT_EQ(origin.south_m, 0);
    EXPECT_EQ(origin.size_m, 1'000);
    EXPECT_EQ(parse_grid_reference("HP 61 09").value().south_m, 1'209'000);
}

TEST(GridReference, TheCentreIsHalfACellIn)
{
    const GridSquare square = parse_grid_reference("tl 4558 5853").value();
    EXPECT_EQ(square.size_m, 10);
    EXPECT_EQ(square.centre_easting_m(), 545'585);
    EXPECT_EQ(square.centre_northing_m(), 258'535);
}

TEST(GridReference, RefusesWhatIsNone)
{
    for (const char* text :
         {"", "T", "TL", "TL 4", "TL 455", "TL 45 5", "4558 5853", "TI 4558 5853", "TL 455X 585",
          "TL 455120 585340", "AA 1234", "TL-4558"}) {
        EXPECT_FALSE(parse_grid_reference(text)) << text;
    }
}

TEST(GridReferenceLocator, GivesTheCentreAndTheDiscAroundTheSquare)
{
    GridReferenceLocatorOptions options;
    options.place = [](double easting_m, double northing_m) -> std::optional<PlacedPosition> {
        return PlacedPosition{{easting_m, northing_m}, {0.1, 52.2}};
    };
    options.is_in_study_area = [](ProjectedPoint) { return false; };
    const GridReferenceLocator locator(options);
    LocationClues clues;
    EXPECT_FALSE(locator.has_clue(clues));
    clues.grid_reference = "TL 455 585";
    EXPECT_TRUE(locator.has_clue(clues));
    const Match match = locator.locate(clues);
    EXPECT_EQ(match.level, MatchLevel::grid_reference);
    ASSERT_TRUE(match.position);
    EXPECT_EQ(match.position->x, 545'550);
    EXPECT_NEAR(match.uncertainty_m, 70.71, 0.01);
    EXPECT_TRUE(match.is_outside_study_area);
    clues.grid_reference = "TL 4551258534";
    EXPECT_EQ(locator.locate(clues).uncertainty_m, 10);
    clues.grid_reference = "nowhere";
    const Match none = locator.locate(clues);
    EXPECT_FALSE(none.position);
    EXPECT_THAT(none.fields, ElementsAre("grid_reference"));
    EXPECT_THAT(none.reason, HasSubstr("grid reference"));
}

}  // namespace
}  // namespace heatward::geocode

#include "heatward/geocode/place_locator.hpp"

#include <gtest/gtest.h>

#include "support/small_gazetteer.hpp"
#include "support/text_location.hpp"

namespace heatward::geocode {
namespace {

Match locate(std::string_view location, std::string_view town = "")
{
    const auto gazetteer = testing_support::small_gazetteer();
    return testing_support::locate_text(PlaceLocator(gazetteer), *gazetteer, location, town);
}

TEST(PlaceLocator, APlaceAloneIsItsMiddleAndRadius)
{
    for (const char* text : {"Colbury", "COLBURY ", "in Colbury", "Colbury village"}) {
        const Match match = locate(text);
        EXPECT_EQ(match.level, MatchLevel::place) << text;
        EXPECT_EQ(match.position, (ProjectedPoint{10'000, 40'000}));
        EXPECT_EQ(match.uncertainty_m, 800);
        EXPECT_EQ(match.matched, "Colbury");
        EXPECT_LT(match.score, 0.5);
    }
    EXPECT_EQ(locate("", "Colbury").level, MatchLevel::place);
}

TEST(PlaceLocator, ATextThatSaysMoreIsNotLocatedByItsTown)
{
    for (const char* text :
         {"Colbury Woolworths", "Unheard Of, Colbury", "12 Colbury", "Station Road, Colbury",
          "the pub in Colbury", "Colbury Hospital", "Church Lane, Colbury", "CB9 9ZZ Colbury"}) {
        EXPECT_FALSE(locate(text).position) << text;
    }
    for (const char* text : {"Unheard Of", "unknown", "home address", "pub", "12", "the park"}) {
        EXPECT_FALSE(locate(text, "Colbury").position) << text;
    }
}

TEST(PlaceLocator, AnAreaIsNoPlace)
{
    EXPECT_FALSE(locate("East Fen").position);
    EXPECT_FALSE(locate("Atlantis").position);
    EXPECT_FALSE(PlaceLocator(testing_support::small_gazetteer()).has_clue(LocationClues{}));
}

TEST(PlaceLocator, TwoPlacesOfOneNameAreAmbiguous)
{
    GazetteerBuilder builder;
    builder.add(PlaceRecord{"Newton", {0, 0}, 500});
    builder.add(PlaceRecord{"Newton", {40'000, 0}, 500});
    builder.add(
        AreaRecord{"East Fen",
                   {{{{35'000, -5'000}, {45'000, -5'000}, {45'000, 5'000}, {35'000, 5'000}}, {}}}});
    const auto gazetteer = std::make_shared<const Gazetteer>(builder.build());
    const PlaceLocator locator(gazetteer);
    const Match both = testing_support::locate_text(locator, *gazetteer, "Newton");
    EXPECT_EQ(both.level, MatchLevel::ambiguous);
    EXPECT_EQ(both.candidates.size(), 2U);
    EXPECT_EQ(testing_support::locate_text(locator, *gazetteer, "Newton, East Fen").position,
              (ProjectedPoint{40'000, 0}));
}

}  // namespace
}  // namespace heatward::geocode

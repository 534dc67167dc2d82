#include "heatward/geocode/street_locator.hpp"

#include <gtest/gtest.h>

#include "support/small_gazetteer.hpp"
#include "support/text_location.hpp"

namespace heatward::geocode {
namespace {

Match locate(std::string_view location, std::string_view town = "")
{
    const auto gazetteer = testing_support::small_gazetteer();
    return testing_support::locate_text(StreetLocator(gazetteer), *gazetteer, location, town);
}

TEST(StreetLocator, GivesTheMiddleAndTheReachWithTheHousesBesideIt)
{
    const Match match = locate("12 Mill Rd");
    EXPECT_EQ(match.level, MatchLevel::street);
    EXPECT_EQ(match.position, (ProjectedPoint{10'000, 10'000}));
    EXPECT_EQ(match.uncertainty_m, 400 + 25);
    EXPECT_EQ(match.matched, "Mill Road");
    EXPECT_EQ(match.score, 1);
}

TEST(StreetLocator, TheTownTellsStreetsOfOneNameApart)
{
    const Match both = locate("High Street");
    EXPECT_EQ(both.level, MatchLevel::ambiguous);
    EXPECT_EQ(both.candidates.size(), 2U);
    EXPECT_EQ(locate("High Street, Birchham").position, (ProjectedPoint{30'000, 10'000}));
    EXPECT_EQ(locate("High Street", "ASHFORD MAGNA").position, (ProjectedPoint{10'000, 10'000}));
    EXPECT_EQ(locate("High Street", "East Fen").position, (ProjectedPoint{30'000, 10'000}));
    EXPECT_FALSE(locate("High Street", "Colbury").position);
}

TEST(StreetLocator, AnotherStreetOfTheTextTellsThemApartToo)
{
    EXPECT_EQ(locate("High Street, The Paddocks").position, (ProjectedPoint{30'000, 10'000}));
}

TEST(StreetLocator, StreetsOfOneNameAboutOneTownStayAmbiguous)
{
    const Match match = locate("Church Lane", "Ashford Magna");
    EXPECT_EQ(match.level, MatchLevel::ambiguous);
    EXPECT_FALSE(match.position);
    EXPECT_EQ(match.candidates.size(), 2U);
}

TEST(StreetLocator, TheStreetWithAHouseNumberIsMeant)
{
    EXPECT_EQ(locate("off Mill Road, 7 Maltings Lane").matched, "Maltings Lane");
    EXPECT_EQ(locate("off Mill Road, Maltings Lane").matched, "Mill Road");
}

TEST(StreetLocator, OneOrTwoTypingErrorsAreForgiven)
{
    EXPECT_EQ(locate("Maltigns Lane").matched, "Maltings Lane");
    EXPECT_NEAR(locate("Maltigns Lane").score, 0.9, 1e-9);
    EXPECT_NEAR(locate("Maltigns Lnae").score, 0.8, 1e-9);
    EXPECT_FALSE(locate("Mxltigns Lnae").position);
}

TEST(StreetLocator, StreetsJoinedThatDoNotMeetAreAmbiguous)
{
    const Match match = locate("Mill Road / Station Road");
    EXPECT_EQ(match.level, MatchLevel::ambiguous);
    EXPECT_EQ(match.candidates.size(), 2U);
}

TEST(StreetLocator, OfALongRoadThePartInTheTownIsTaken)
{
    GazetteerBuilder builder;
    builder.add(RoadRecord{
        {"Great Road"}, {{{0, 0}, {200, 0}, {600, 0}, {4'000, 0}, {6'000, 0}}}, std::nullopt, {}});
    builder.add(RoadRecord{{"First Lane"}, {{{200, 0}, {200, 90}}}, std::nullopt, {}});
    builder.add(RoadRecord{{"Other Lane"}, {{{600, 0}, {600, 90}}}, std::nullopt, {}});
    builder.add(PlaceRecord{"Ely", {300, 0}, 500});
    const auto gazetteer = std::make_shared<const Gazetteer>(builder.build());
    const StreetLocator locator(gazetteer);
    const Match whole = testing_support::locate_text(locator, *gazetteer, "Great Road");
    EXPECT_EQ(whole.position, (ProjectedPoint{3'000, 0}));
    EXPECT_EQ(whole.uncertainty_m, 3'025);
    // Of its ends and junctions (0, 0), (200, 0), (600, 0) lie in the town; 200 is their middle.
    const Match part = testing_support::locate_text(locator, *gazetteer, "Great Road", "Ely");
    EXPECT_EQ(part.position, (ProjectedPoint{200, 0}));
    EXPECT_EQ(part.uncertainty_m, 425);
}

TEST(StreetLocator, ALongRoadIsInEveryTownThatItRunsThrough)
{
    GazetteerBuilder builder;
    builder.add(RoadRecord{
        {"Great Road"}, {{{0, 0}, {200, 0}, {600, 0}, {8'000, 0}, {20'000, 0}}}, std::nullopt, {}});
    builder.add(RoadRecord{{"First Lane"}, {{{200, 0}, {200, 90}}}, std::nullopt, {}});
    builder.add(PlaceRecord{"Ely", {300, 0}, 500});
    builder.add(PlaceRecord{"Soham", {10'000, 9'000}, 500});
    const auto gazetteer = std::make_shared<const Gazetteer>(builder.build());
    const StreetLocator locator(gazetteer);
    // Its middle lies 9.2 km beyond Ely.
    const Match part = testing_support::locate_text(locator, *gazetteer, "Great Road", "Ely");
    EXPECT_EQ(part.level, MatchLevel::street);
    EXPECT_LE(part.position->x, 600);
    // Its middle lies as near to Soham as its ends lie to the middle, and none of it is near.
    EXPECT_FALSE(testing_support::locate_text(locator, *gazetteer, "Great Road", "Soham").position);
}

TEST(StreetLocator, TextsThatNameNothingSaySo)
{
    EXPECT_EQ(locate("Unheard Of").reason, "location names nothing in the gazetteer");
    EXPECT_FALSE(StreetLocator(testing_support::small_gazetteer()).has_clue(LocationClues{}));
}

}  // namespace
}  // namespace heatward::geocode

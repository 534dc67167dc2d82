#include "heatward/geocode/junction_locator.hpp"

#include <gtest/gtest.h>

#include "support/small_gazetteer.hpp"
#include "support/text_location.hpp"

namespace heatward::geocode {
namespace {

Match locate(std::string_view location, std::string_view town = "")
{
    const auto gazetteer = testing_support::small_gazetteer();
    return testing_support::locate_text(JunctionLocator(gazetteer), *gazetteer, location, town);
}

TEST(JunctionLocator, FindsWhereTwoStreetsMeet)
{
    for (const char* text :
         {"Mill Road / High Street", "High St & Mill Rd", "Mill Rd @ High St",
          "Mill Rd j/w High St", "junction of Mill Road and High Street",
          "corner of Mill Rd and the High St", "Mill Rd at High St", "Mill Rd x High St",
          "Mill Road junc with High Street, Ashford Magna"}) {
        const Match match = locate(text);
        EXPECT_EQ(match.level, MatchLevel::junction) << text;
        EXPECT_EQ(match.position, (ProjectedPoint{10'000, 10'000})) << text;
        EXPECT_EQ(match.uncertainty_m, 30);
        EXPECT_EQ(match.score, 1);
    }
    EXPECT_EQ(locate("Mill Road / High Street").matched, "Mill Road / High Street");
}

TEST(JunctionLocator, ARoundaboutsGapWidensIt)
{
    const Match match = locate("Maltings Lane / Station Rd");
    EXPECT_EQ(match.position, (ProjectedPoint{10'630, 10'400}));
    EXPECT_EQ(match.uncertainty_m, 30 + 30);
}

TEST(JunctionLocator, StreetsThatMeetTwiceAreAmbiguous)
{
    const Match match = locate("Elm Crescent / Mill Road");
    EXPECT_EQ(match.level, MatchLevel::ambiguous);
    EXPECT_FALSE(match.position);
    EXPECT_EQ(match.candidates.size(), 2U);
}

TEST(JunctionLocator, StreetsThatDoNotMeetAreNoJunction)
{
    EXPECT_FALSE(locate("Mill Road / The Paddocks").position);
    EXPECT_FALSE(locate("Mill Road / Mill Road").position);
    EXPECT_FALSE(locate("Mill Road / Unheard Of").position);
    EXPECT_FALSE(locate("Mill Road").position);
}

TEST(JunctionLocator, FarFromTheTownThatTheTextNamesItIsNotMeant)
{
    const Match match = locate("Mill Road / High Street", "Colbury");
    EXPECT_FALSE(match.position);
    EXPECT_NE(match.reason, "");
}

TEST(JunctionLocator, AMisspeltStreetIsReadAndScoresLess)
{
    const Match match = locate("Maltigns Lane / Staton Road");
    EXPECT_EQ(match.level, MatchLevel::junction);
    EXPECT_NEAR(match.score, 0.8, 1e-9);
}

}  // namespace
}  // namespace heatward::geocode

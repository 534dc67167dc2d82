#include "heatward/geocode/premises_locator.hpp"

#include <gtest/gtest.h>

#include "support/small_gazetteer.hpp"
#include "support/text_location.hpp"

namespace heatward::geocode {
namespace {

Match locate(std::string_view location, std::string_view town = "")
{
    const auto gazetteer = testing_support::small_gazetteer();
    return testing_support::locate_text(PremisesLocator(gazetteer), *gazetteer, location, town);
}

TEST(PremisesLocator, FindsByNameAndAlias)
{
    for (const char* text : {"The Mammoth", "MAMMOTH PH", "outside the mammoth tap", "mammoth"}) {
        const Match match = locate(text);
        EXPECT_EQ(match.level, MatchLevel::premises) << text;
        EXPECT_EQ(match.position, (ProjectedPoint{10'050, 10'030}));
        EXPECT_EQ(match.uncertainty_m, 30);
        EXPECT_EQ(match.matched, "The Mammoth PH");
        EXPECT_EQ(match.score, 1);
    }
}

TEST(PremisesLocator, AMisspeltNameScoresLess)
{
    const Match match = locate("Queen Edit Hopsital");
    EXPECT_EQ(match.matched, "Queen Edith Hospital");
    EXPECT_LT(match.score, 0.9);
}

TEST(PremisesLocator, SeveralOfANameAreAmbiguousUntilTownOrStreetTellsThemApart)
{
    const Match both = locate("Boots");
    EXPECT_EQ(both.level, MatchLevel::ambiguous);
    EXPECT_FALSE(both.position);
    EXPECT_EQ(both.candidates.size(), 2U);
    EXPECT_EQ(locate("Boots", "Birchham").position, (ProjectedPoint{30'000, 10'010}));
    EXPECT_EQ(locate("Boots, East Fen").position, (ProjectedPoint{30'000, 10'010}));
    EXPECT_EQ(locate("Boots, Mill Road").position, (ProjectedPoint{10'060, 9'980}));
}

TEST(PremisesLocator, InATownWithoutThemThereAreNone)
{
    const Match match = locate("Boots", "Colbury");
    EXPECT_FALSE(match.position);
    EXPECT_NE(match.reason, "");
    EXPECT_EQ(locate("Woolworths").level, MatchLevel::unlocated);
    EXPECT_FALSE(PremisesLocator(testing_support::small_gazetteer()).has_clue(LocationClues{}));
}

}  // namespace
}  // namespace heatward::geocode

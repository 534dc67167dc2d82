#include "heatward/geocode/sector_locator.hpp"

#include <gtest/gtest.h>

#include "support/small_gazetteer.hpp"
#include "support/text_location.hpp"

namespace heatward::geocode {
namespace {

Match locate(std::string_view postcode)
{
    LocationClues clues;
    clues.postcode = postcode;
    return SectorLocator(testing_support::small_gazetteer()).locate(clues);
}

TEST(SectorLocator, AUnitThatTheGazetteerLacksIsInItsSector)
{
    const Match match = locate("cb1 1zz");
    EXPECT_EQ(match.level, MatchLevel::sector);
    EXPECT_EQ(match.position, (ProjectedPoint{10'100, 10'000}));  // the medians of three units
    EXPECT_EQ(match.uncertainty_m, 500);
    EXPECT_EQ(match.matched, "CB1 1");
    EXPECT_LT(match.score, 1);
}

TEST(SectorLocator, AMisspeltOneIsReadWhereOneSectorAloneFits)
{
    EXPECT_EQ(locate("CB1 IZZ").matched, "CB1 1");
    EXPECT_EQ(locate("W1S OZZ").matched, "W1S 0");
    EXPECT_FALSE(locate("CB9 1ZZ").position);
    EXPECT_FALSE(locate("CB1").position);
    EXPECT_FALSE(locate("nonsense").position);
}

TEST(SectorLocator, InFreeTextNothingIsRepaired)
{
    const auto gazetteer = testing_support::small_gazetteer();
    const SectorLocator locator(gazetteer);
    const auto text = [&](std::string_view location) {
        return testing_support::locate_text(locator, *gazetteer, location).matched;
    };
    EXPECT_EQ(text("somewhere in CB1 1ZZ"), "CB1 1");
    EXPECT_EQ(text("somewhere in CB1 IZZ"), "");
    EXPECT_FALSE(locator.has_clue(LocationClues{}));
}

}  // namespace
}  // namespace heatward::geocode

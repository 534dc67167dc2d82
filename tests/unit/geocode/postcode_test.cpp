#include "heatward/geocode/postcode.hpp"

#include <gmock/gmock.h>

#include "heatward/geocode/postcode_locator.hpp"

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Postcode, TakesEveryFormWithAnySpacing)
{
    EXPECT_EQ(parse_postcode("M1 1AE").value(), "M11AE");
    EXPECT_EQ(parse_postcode("b338th").value(), "B338TH");
    EXPECT_EQ(parse_postcode(" CR2  6XH ").value(), "CR26XH");
    EXPECT_EQ(parse_postcode("DN551PT").value(), "DN551PT");
    EXPECT_EQ(parse_postcode("W1A 0AX").value(), "W1A0AX");
    EXPECT_EQ(parse_postcode("EC1A 1BB").value(), "EC1A1BB");
    EXPECT_EQ(written_postcode("EC1A1BB"), "EC1A 1BB");
}

TEST(Postcode, RefusesWhatIsNoFullPostcode)
{
    for (const char* text : {"", "CB2", "CB2 1", "CB2 1T", "CB2 TN1", "1CB 2TN", "CB222 1TN",
                             "CBA 1TN", "CB2-1TN", "CB2 1TNX", "ZZ99"}) {
        EXPECT_FALSE(parse_postcode(text)) << text;
    }
}

TEST(Postcode, IsRepairedByThePlacesOfLettersAndFigures)
{
    EXPECT_THAT(repaired_postcodes("df2 olp"), ElementsAre("DF20LP"));
    EXPECT_THAT(repaired_postcodes("DF36 IQT"), ElementsAre("DF361QT"));
    EXPECT_THAT(repaired_postcodes("DF 2 SG8"), IsEmpty());  // 8 is no letter's twin
    // By their form alone "W1S", "W15" and "WI5" are all outward codes.
    EXPECT_THAT(repaired_postcodes("W1S OAX"), ElementsAre("W150AX", "W1S0AX", "WI50AX"));
    EXPECT_THAT(repaired_postcodes("CB2 1TN"), IsEmpty());
    EXPECT_THAT(repaired_postcodes("OOOOOOOOOOOOOOOOOOOO"), IsEmpty());
}

TEST(PostcodeLocator, RepairsOnlyWhereOneReadingStandsInTheTable)
{
    auto table = std::make_shared<PostcodeTable>();
    (*table)["W1S0AX"] = {{1, 2}, 100, MatchLevel::postcode};
    const auto everywhere = [](ProjectedPoint) { return true; };
    LocationClues clues;
    clues.postcode = "W1S OAX";
    const Match match = PostcodeLocator({table, everywhere}).locate(clues);
    EXPECT_EQ(match.matched, "W1S 0AX");
    EXPECT_LT(match.score, 1);
    (*table)["W150AX"] = {{3, 4}, 100, MatchLevel::postcode};
    EXPECT_EQ(PostcodeLocator({table, everywhere}).locate(clues).reason,
              "postcode is misspelt and may be one of several");
}

TEST(PostcodeLocator, GivesTheTablesPlaceAndNothingElse)
{
    auto table = std::make_shared<PostcodeTable>();
    (*table)["CB21TN"] = {{545'000, 258'000}, 100, MatchLevel::postcode};
    (*table)["CB21TX"] = {{545'900, 258'900}, 2000, MatchLevel::sector};
    const PostcodeLocator locator({table, [](ProjectedPoint p) { return p.x < 545'500; }});
    LocationClues clues;
    EXPECT_FALSE(locator.has_clue(clues));
    clues.postcode = "cb2 1tn";
    const Match match = locator.locate(clues);
    EXPECT_EQ(match.level, MatchLevel::postcode);
    EXPECT_EQ(match.position->x, 545'000);
    EXPECT_EQ(match.uncertainty_m, 100);
    EXPECT_EQ(match.matched, "CB2 1TN");
    EXPECT_FALSE(match.is_outside_study_area);
    clues.postcode = "CB2 1TX";
    EXPECT_EQ(locator.locate(clues).level, MatchLevel::sector);
    EXPECT_TRUE(locator.locate(clues).is_outside_study_area);
    clues.postcode = "CB2 1TZ";
    EXPECT_EQ(locator.locate(clues).reason, "postcode is not in the gazetteer");
    clues.postcode = "CB2 1T";
    EXPECT_EQ(locator.locate(clues).reason, "postcode is not a full postcode");
}

}  // namespace
}  // namespace heatward::geocode

#include "heatward/geocode/postcode_locator.hpp"

#include <gmock/gmock.h>

#include "support/text_location.hpp"

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::shared_ptr<const Gazetteer> gazetteer_of(const std::vector<PostcodeRecord>& records)
{
    GazetteerBuilder builder;
    for (const PostcodeRecord& record : records) {
        builder.add(record);
    }
    return std::make_shared<const Gazetteer>(builder.build());
}

std::shared_ptr<const Gazetteer> example()
{
    return gazetteer_of({{"CB2 1TN", {545'000, 258'000}, 100},
                         {"CB2 1TX", {545'900, 258'900}, 2'000, MatchLevel::sector},
                         {"CB2 1TD", {545'100, 258'000}, 100, MatchLevel::postcode, true},
                         {"CB2 1TP", {545'050, 258'000}, 100},
                         {"CB9 1AA", {560'000, 258'000}, 100}});
}

Match locate(std::string_view postcode)
{
    LocationClues clues;
    clues.postcode = postcode;
    return PostcodeLocator(example()).locate(clues);
}

Match locate_text(std::string_view location)
{
    const auto gazetteer = example();
    return testing_support::locate_text(PostcodeLocator(gazetteer), *gazetteer, location);
}

TEST(PostcodeLocator, GivesTheTablesPlaceAndNothingElse)
{
    EXPECT_FALSE(PostcodeLocator(example()).has_clue(LocationClues{}));
    const Match match = locate("cb2 1tn");
    EXPECT_EQ(match.level, MatchLevel::postcode);
    EXPECT_EQ(match.position, (ProjectedPoint{545'000, 258'000}));
    EXPECT_EQ(match.uncertainty_m, 100);
    EXPECT_EQ(match.score, 1);
    EXPECT_EQ(match.matched, "CB2 1TN");
    EXPECT_EQ(locate("CB2 1TX").level, MatchLevel::sector);
    EXPECT_EQ(locate("CB2 1TX").uncertainty_m, 2'000);
    EXPECT_EQ(locate("CB2 1TZ").reason, "postcode is not in the gazetteer");
    EXPECT_EQ(locate("CB2 1T").reason, "postcode is not a full postcode");
    EXPECT_THAT(locate("CB2 1T").fields, ElementsAre("postcode"));
    EXPECT_FALSE(locate("CB2 1T").position);
}

TEST(PostcodeLocator, ATerminatedPostcodeIsLocatedAndSaysSo)
{
    const Match match = locate("CB2 1TD");
    EXPECT_TRUE(match.position);
    EXPECT_LT(match.score, 1);
    EXPECT_EQ(match.matched, "CB2 1TD (terminated)");
}

TEST(PostcodeLocator, RepairsOnlyWhereOneReadingStandsInTheTable)
{
    const Match repaired = locate("CB2 ITN");
    EXPECT_EQ(repaired.matched, "CB2 1TN");
    EXPECT_LT(repaired.score, 0.95);
    LocationClues clues;
    clues.postcode = "W1S OAX";
    const PostcodeLocator one(gazetteer_of({{"W1S 0AX", {1, 2}, 100}}));
    EXPECT_EQ(one.locate(clues).matched, "W1S 0AX");
    const PostcodeLocator two(gazetteer_of({{"W1S 0AX", {1, 2}, 100}, {"W15 0AX", {3, 4}, 100}}));
    EXPECT_EQ(two.locate(clues).reason, "postcode is misspelt and may be one of several");
    EXPECT_FALSE(two.locate(clues).position);
}

TEST(PostcodeLocator, FindsOneInFreeText)
{
    EXPECT_EQ(locate_text("12 Mill Road, CB2 1TN").matched, "CB2 1TN");
    EXPECT_EQ(locate_text("near cb21tn, Ely").matched, "CB2 1TN");
    EXPECT_FALSE(locate_text("12 Mill Road, CB2 1").position);
    // What in a text is no postcode is no failed clue.
    EXPECT_EQ(locate_text("flat 3 2nd floor").reason, "");
    EXPECT_EQ(locate_text("12 Mill Road, CB2 1ZZ").reason, "");
}

TEST(PostcodeLocator, SeveralInOneTextAreOnePlaceOnlyWhereTheyLieTogether)
{
    const Match together = locate_text("CB2 1TN or CB2 1TP");
    EXPECT_EQ(together.level, MatchLevel::postcode);
    const Match apart = locate_text("CB2 1TN to CB9 1AA");
    EXPECT_EQ(apart.level, MatchLevel::ambiguous);
    EXPECT_FALSE(apart.position);
    ASSERT_EQ(apart.candidates.size(), 2U);
    EXPECT_EQ(apart.candidates[1].name, "CB9 1AA");
    EXPECT_EQ(locate_text("CB2 1TN, CB2 1TN").level, MatchLevel::postcode);
}

TEST(PostcodeLocator, BadTextsGiveNoPosition)
{
    for (const std::string_view text :
         {std::string_view("=1+1"), std::string_view("\0\0\0", 3), std::string_view("12345"),
          std::string_view(",,,,,,"), std::string_view("\x1B[2J"), std::string_view("ABCDEFG")}) {
        EXPECT_FALSE(locate(text).position) << text;
        EXPECT_THAT(locate(text).reason, HasSubstr("postcode")) << text;
        EXPECT_FALSE(locate_text(text).position) << text;
    }
    EXPECT_FALSE(locate(std::string(1'000'000, 'O')).position);
}

}  // namespace
}  // namespace heatward::geocode

#include "heatward/geocode/uprn_locator.hpp"

#include <gmock/gmock.h>

#include "support/small_gazetteer.hpp"

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;

Match locate(std::string_view uprn)
{
    LocationClues clues;
    clues.uprn = uprn;
    return UprnLocator(testing_support::small_gazetteer()).locate(clues);
}

TEST(UprnLocator, FindsAPropertyByItsNumber)
{
    for (const char* text : {"100090012345", " 100090012345\t"}) {
        const Match match = locate(text);
        EXPECT_EQ(match.level, MatchLevel::uprn) << text;
        EXPECT_EQ(match.position, (ProjectedPoint{10'055, 10'015}));
        EXPECT_EQ(match.matched, "UPRN 100090012345");
        EXPECT_EQ(match.uncertainty_m, 10);
    }
    EXPECT_FALSE(UprnLocator(testing_support::small_gazetteer()).has_clue(LocationClues{}));
}

TEST(UprnLocator, OtherTextsAreNone)
{
    EXPECT_EQ(locate("42").reason, "UPRN is not in the gazetteer");
    EXPECT_THAT(locate("42").fields, ElementsAre("uprn"));
    for (const std::string_view text : {"1000900123450", "-1", "+42", "1e11", "0x10", "42 43",
                                        "UPRN 42", "=42", "4.2", "99999999999999999999999"}) {
        EXPECT_EQ(locate(text).reason, "UPRN is not 1 to 12 figures") << text;
        EXPECT_FALSE(locate(text).position) << text;
    }
}

TEST(UprnLocator, ZerosBeforeANumberAreDropped)
{
    GazetteerBuilder builder;
    builder.add(UprnRecord{42, {1, 2}});
    LocationClues clues;
    clues.uprn = "000000000042";
    const Match match =
        UprnLocator(std::make_shared<const Gazetteer>(builder.build())).locate(clues);
    EXPECT_EQ(match.position, (ProjectedPoint{1, 2}));
    EXPECT_EQ(match.matched, "UPRN 42");
}

}  // namespace
}  // namespace heatward::geocode

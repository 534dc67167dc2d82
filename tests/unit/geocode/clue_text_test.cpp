#include "heatward/geocode/clue_text.hpp"

#include <gmock/gmock.h>

namespace heatward::geocode {
namespace {

TEST(ClueText, BlanksAtTheEndsAreTakenOff)
{
    EXPECT_EQ(trimmed_clue(" \t CB2 1TN\r\n"), "CB2 1TN");
    EXPECT_EQ(trimmed_clue("\xC2\xA0 \xC2\xA0"
                           "a\xC2\xA0"
                           "b\xC2\xA0"),
              "a\xC2\xA0"
              "b");
    EXPECT_EQ(trimmed_clue("\xC2"), "\xC2");
    EXPECT_TRUE(is_blank(""));
    EXPECT_TRUE(is_blank(" \xC2\xA0\t\n"));
    EXPECT_TRUE(is_blank(std::string(1'000'000, ' ')));
    EXPECT_FALSE(is_blank("."));
}

TEST(ClueText, AnUnlocatedMatchHasItsReasonAndNoPosition)
{
    const Match match = unlocated("postcode is bad", {"postcode"});
    EXPECT_EQ(match.level, MatchLevel::unlocated);
    EXPECT_FALSE(match.position);
    EXPECT_EQ(match.reason, "postcode is bad");
    EXPECT_THAT(match.fields, ::testing::ElementsAre("postcode"));
}

}  // namespace
}  // namespace heatward::geocode

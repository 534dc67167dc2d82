#include "heatward/geocode/location_text.hpp"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>

#include "heatward/geocode/folded_text.hpp"

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> words(const LocationText& text)
{
    std::vector<std::string> all;
    for (const LocationWord& word : text.words()) {
        all.emplace_back(word.text);
    }
    return all;
}

std::vector<int> segments(const LocationText& text)
{
    std::vector<int> all;
    for (const LocationWord& word : text.words()) {
        all.push_back(word.segment);
    }
    return all;
}

TEST(LocationText, PartsWordsAndSegments)
{
    const LocationText text("12-14 St. Mark\u2019s Rd, Ely (rear)", "");
    EXPECT_THAT(words(text), ElementsAre("12", "14", "st", "marks", "rd", "ely", "rear"));
    EXPECT_EQ(segments(text)[0], segments(text)[4]);
    EXPECT_LT(segments(text)[4], segments(text)[5]);
    EXPECT_LT(segments(text)[5], segments(text)[6]);
    EXPECT_EQ(text.plain(), "12-14 st. mark's rd, ely (rear)");
}

TEST(LocationText, ADashBetweenBlanksPartsSegmentsAndAHyphenDoesNot)
{
    const LocationText dash("Boots - Mill Road", "");
    EXPECT_NE(dash.words()[0].segment, dash.words()[1].segment);
    const LocationText hyphen("Stoke-on-Trent", "");
    EXPECT_EQ(hyphen.words()[0].segment, hyphen.words()[2].segment);
    const LocationText lines("Mill Road\r\nEly", "");
    EXPECT_NE(lines.words()[1].segment, lines.words()[2].segment);
}

TEST(LocationText, KeepsTheSignsThatJoinStreets)
{
    const LocationText text("Mill Rd / High St @ Elm Gr & Oak Gr o/s Boots j/w Ash Rd", "");
    std::vector<std::string> joined;
    for (const LocationWord& word : text.words()) {
        if (word.joint != WordJoint::none) {
            joined.emplace_back(word.text);
        }
    }
    EXPECT_THAT(joined, ElementsAre("high", "elm", "oak"));
    EXPECT_EQ(text.words()[2].joint, WordJoint::slash);
    EXPECT_EQ(text.words()[4].joint, WordJoint::at_sign);
    EXPECT_EQ(text.words()[6].joint, WordJoint::ampersand);
    EXPECT_THAT(words(text), ::testing::Contains("os"));
    EXPECT_THAT(words(text), ::testing::Contains("jw"));
}

TEST(LocationText, TheTownsWordsFollowInSegmentsOfTheirOwn)
{
    const LocationText text("Mill Road", "Ely");
    EXPECT_EQ(text.location_words(), 2U);
    EXPECT_THAT(words(text), ElementsAre("mill", "road", "ely"));
    EXPECT_NE(text.words()[1].segment, text.words()[2].segment);
    EXPECT_EQ(LocationText("", "Ely").location_words(), 0U);
}

TEST(LocationText, BadTextsHaveNoWords)
{
    for (const std::string_view text :
         {std::string_view(""), std::string_view("\0\0", 2), std::string_view("\x01\x02\x1B"),
          std::string_view(",;:()[]|-/\\@&+'\".!?"), std::string_view("\xC2\xA0"),
          std::string_view("\xE4\xB8\xAD\xE6\x96\x87")}) {
        EXPECT_THAT(words(LocationText(text, text)), IsEmpty()) << text;
    }
}

TEST(LocationText, IsBounded)
{
    std::string words_only;
    for (int i = 0; i < 100'000; ++i) {
        words_only += "ab ";
    }
    EXPECT_EQ(LocationText(words_only, words_only).words().size(), kMostLocationWords);
    EXPECT_LE(LocationText(std::string(1'000'000, 'a'), "").plain().size(), kLongestLocation);
    std::mt19937 random(1);
    for (int i = 0; i < 1'000; ++i) {
        std::string text(random() % 300, '\0');
        std::generate(text.begin(), text.end(),
                      [&] { return static_cast<char>(random() & 0xFFU); });
        const LocationText read(text, text);
        EXPECT_LE(read.words().size(), kMostLocationWords);
        for (const LocationWord& word : read.words()) {
            EXPECT_FALSE(word.text.empty());
            EXPECT_EQ(word.text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789"),
                      std::string_view::npos);
        }
    }
}

}  // namespace
}  // namespace heatward::geocode

#include "heatward/geocode/junction_words.hpp"

#include <gtest/gtest.h>

namespace heatward::geocode {
namespace {

/// Whether the text may join "mill" and "high" as they stand on both sides of a gap.
bool joins_mill_and_high(std::string_view location)
{
    const LocationText text(location, "");
    const auto words = text.words();
    for (const WordGap& gap : junction_gaps(text)) {
        bool mill = false;
        bool high = false;
        for (std::size_t i = 0; i < gap.before; ++i) {
            mill = mill || words[i].text == "mill";
        }
        high = gap.after < words.size() && words[gap.after].text == "high";
        if (mill && high) {
            return true;
        }
    }
    return false;
}

TEST(JunctionWords, EveryWayToJoinTwoStreets)
{
    for (const char* text :
         {"Mill Rd / High St", "Mill Rd/High St", "Mill Rd & High St", "Mill Rd + High St",
          "Mill Rd @ High St", "Mill Rd j/w High St", "Mill Rd jw High St", "Mill Rd jct High St",
          "junction of Mill Rd and High St", "corner of Mill Rd and High St", "Mill Rd at High St",
          "Mill Rd x High St", "Mill Rd junction with High St",
          "Mill Rd at the junction with the High St", "Junction: Mill Rd, High St",
          "Mill Rd meets High St", "Mill Rd with High St", "Mill Rd \\ High St"}) {
        EXPECT_TRUE(joins_mill_and_high(text)) << text;
    }
}

TEST(JunctionWords, OtherTextsJoinNothing)
{
    for (const char* text :
         {"", "Mill Rd", "Mill Rd High St", "Mill Rd, High St", "o/s Mill Rd", "Mill Rd - High St",
          "junction", "Mill Rd junction", "/", "Mill Rd /"}) {
        EXPECT_FALSE(joins_mill_and_high(text)) << text;
    }
    EXPECT_TRUE(junction_gaps(LocationText("Mill Rd", "and Ely / March")).empty());
}

TEST(JunctionWords, SomeWordsSayItForSure)
{
    for (const char* text : {"Mill Rd / High St", "Mill Rd @ High St", "Mill Rd j/w High St",
                             "corner of Mill Rd and High St", "jnct Mill Rd"}) {
        EXPECT_TRUE(says_junction(LocationText(text, ""))) << text;
    }
    for (const char* text : {"Mill Rd and High St", "Mill Rd at High St", "Mill Rd x High St",
                             "Mill Rd with High St", "Mill Rd & High St", "Mill Rd", ""}) {
        EXPECT_FALSE(says_junction(LocationText(text, ""))) << text;
    }
}

}  // namespace
}  // namespace heatward::geocode

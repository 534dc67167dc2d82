#include "heatward/geocode/text_postcodes.hpp"

#include <gmock/gmock.h>

#include "heatward/geocode/read_location.hpp"

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> texts(std::string_view location, std::string_view town = "")
{
    const ReadLocation read(nullptr, location, town);
    LocationClues clues;
    clues.location = location;
    clues.read = &read;
    const PostcodeClues found = postcode_clues(clues);
    EXPECT_FALSE(found.is_field);
    return found.texts;
}

TEST(TextPostcodes, TheFieldGoesBeforeTheText)
{
    const ReadLocation read(nullptr, "CB2 1TN", "");
    LocationClues clues;
    clues.read = &read;
    clues.postcode = " cb1 1aa ";
    const PostcodeClues found = postcode_clues(clues);
    EXPECT_TRUE(found.is_field);
    EXPECT_THAT(found.texts, ElementsAre("cb1 1aa"));
    EXPECT_THAT(postcode_clues(LocationClues{}).texts, IsEmpty());
}

TEST(TextPostcodes, WordsAndNeighboursOfTheLengthOfOne)
{
    EXPECT_THAT(texts("12 Mill Road, CB2 1TN"), ElementsAre("cb21tn"));
    EXPECT_THAT(texts("near cb21tn"), ElementsAre("cb21tn"));
    EXPECT_THAT(texts("CB2, 1TN"), IsEmpty());  // a comma parts them
    EXPECT_THAT(texts("12345 Mill Road"), IsEmpty());
    EXPECT_THAT(texts("Mill Road"), IsEmpty());
    EXPECT_THAT(texts("", "CB2 1TN"), IsEmpty());  // a town is no postcode
}

}  // namespace
}  // namespace heatward::geocode

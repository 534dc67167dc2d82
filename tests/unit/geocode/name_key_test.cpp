#include "heatward/geocode/name_key.hpp"

#include <algorithm>

#include <gmock/gmock.h>

namespace heatward::geocode {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

/// Whether two spellings meet in a key: then one finds the other.
bool meet(std::string_view a, std::string_view b)
{
    const auto of_a = name_keys(a);
    const auto of_b = name_keys(b);
    return std::any_of(of_a.begin(), of_a.end(), [&](const std::string& key) {
        return std::find(of_b.begin(), of_b.end(), key) != of_b.end();
    });
}

TEST(NameKey, WordsAreLettersAndFigures)
{
    std::string storage;
    EXPECT_THAT(name_words("st. mark's  b-road a1(m)", storage),
                ElementsAre("st", "marks", "b", "road", "a1", "m"));
    EXPECT_THAT(name_words("marks & spencer", storage), ElementsAre("marks", "and", "spencer"));
    EXPECT_THAT(name_words("&&&&", storage), ElementsAre("and", "and", "and", "and"));
    EXPECT_THAT(name_words(" '. ", storage), IsEmpty());
}

struct Spellings {
    const char* a;
    const char* b;
};

class SameName : public testing::TestWithParam<Spellings> {};

TEST_P(SameName, FoundEitherWay) { EXPECT_TRUE(meet(GetParam().a, GetParam().b)); }

INSTANTIATE_TEST_SUITE_P(
    All, SameName,
    testing::Values(
        Spellings{"Mill Rd", "Mill Road"}, Spellings{"MILL ROAD", "mill  road."},
        Spellings{"High St", "High Street"}, Spellings{"St Mark's St", "Saint Marks Street"},
        Spellings{"Dr Kings Dr", "Doctor King's Drive"},
        Spellings{"Gt Eastern St", "Great Eastern Street"}, Spellings{"Elm Gr", "Elm Grove"},
        Spellings{"Elm Gr", "Elm Green"}, Spellings{"Gr Eastern Road", "Great Eastern Road"},
        Spellings{"Rose Gdns", "Rose Gardens"}, Spellings{"Rose Gdn", "Rose Garden"},
        Spellings{"Stoke-on-Trent", "Stoke on Trent"},
        Spellings{"King\u2019s Parade", "Kings Parade"}, Spellings{"Caf\u00e9 Nero", "Cafe Nero"},
        Spellings{"The Mammoth", "Mammoth"}, Spellings{"Marks & Spencer", "Marks and Spencer"},
        Spellings{"Paddocks", "The Paddocks"}, Spellings{"High St North", "High Street N"},
        Spellings{"Town Ctr", "Town Centre"}));

class OtherName : public testing::TestWithParam<Spellings> {};

TEST_P(OtherName, StaysApart) { EXPECT_FALSE(meet(GetParam().a, GetParam().b)); }

INSTANTIATE_TEST_SUITE_P(All, OtherName,
                         testing::Values(Spellings{"The Street", "Street"},
                                         Spellings{"St Marks Road", "Street Marks Road"},
                                         Spellings{"Dr King Close", "Drive King Close"},
                                         Spellings{"Mill Road", "Mill Lane"},
                                         Spellings{"Station Road", "Station Road West"}));

TEST(NameKey, KeysOfAnAmbiguousAbbreviation)
{
    EXPECT_THAT(name_keys("High St West"), Contains("highstreetwest"));
    EXPECT_THAT(name_keys("High St West"), Contains("highsaintwest"));
    EXPECT_THAT(name_keys("The Street"), ElementsAre("thestreet"));
    EXPECT_THAT(name_keys("The Paddocks"), Contains("thepaddocks"));
    EXPECT_THAT(name_keys("The Paddocks"), Contains("paddocks"));
    EXPECT_THAT(name_keys("The Old Mill"), ElementsAre("oldmill"));
    EXPECT_THAT(name_keys("St Marks"), Not(Contains("streetmarks")));
}

TEST(NameKey, ThereIsABoundOnKeysAndWords)
{
    EXPECT_LE(name_keys("Gr St Gr St Gr St Gr Gdn").size(), kMostKeys + 2);
    EXPECT_THAT(name_keys("one two three four five six seven eight"), Not(IsEmpty()));
    EXPECT_THAT(name_keys("one two three four five six seven eight nine"), IsEmpty());
    for (const char* text : {"", "  ", "'", ".,;:", "\u4e2d\u6587"}) {
        EXPECT_THAT(name_keys(text), IsEmpty()) << text;
    }
}

TEST(NameKey, CommonWordsAreKindsAndTheirAbbreviations)
{
    for (const char* word : {"road", "rd", "st", "house", "the", "unknown", "near"}) {
        EXPECT_TRUE(is_common_word(word)) << word;
    }
    for (const char* word : {"", "mammoth", "ely", "roa", "roadx"}) {
        EXPECT_FALSE(is_common_word(word)) << word;
    }
}

}  // namespace
}  // namespace heatward::geocode

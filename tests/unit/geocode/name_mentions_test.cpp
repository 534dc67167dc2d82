#include "heatward/geocode/name_mentions.hpp"

#include <gmock/gmock.h>

#include "support/small_gazetteer.hpp"

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Gazetteer& gazetteer()
{
    static const auto made = testing_support::small_gazetteer();
    return *made;
}

std::string_view name_of(const Mention& mention)
{
    const std::uint32_t name = mention.names.front();
    return mention.kind == NameKind::street     ? gazetteer().streets.names().name(name)
           : mention.kind == NameKind::premises ? gazetteer().premises.names().name(name)
                                                : gazetteer().localities.names().name(name);
}

/// The names that stand in the text, in its order; "~" before misspelt ones.
std::vector<std::string> names(std::string_view location, std::string_view town = "")
{
    const LocationText text(location, town);
    std::vector<std::string> found;
    for (const Mention& mention : find_mentions(gazetteer(), text, 0, text.words().size())) {
        found.emplace_back(mention.errors > 0 ? "~" : "").append(name_of(mention));
    }
    return found;
}

TEST(NameMentions, FindsWhatStandsInTheGazetteer)
{
    EXPECT_THAT(names("12 High St, Birchham"), ElementsAre("High Street", "Birchham"));
    EXPECT_THAT(names("o/s Boots, Mill Rd", "Ashford Magna"),
                ElementsAre("Boots", "Mill Road", "Ashford Magna"));
    EXPECT_THAT(names("SAINT MARKS STREET"), ElementsAre("St Mark's Street"));
    EXPECT_THAT(names("mammoth"), ElementsAre("The Mammoth"));
    EXPECT_THAT(names("Paddocks"), ElementsAre("The Paddocks"));
}

TEST(NameMentions, NoNameRunsAcrossASegmentsBorder)
{
    EXPECT_THAT(names("Mill, Road"), IsEmpty());
    EXPECT_THAT(names("High / Street"), IsEmpty());
}

TEST(NameMentions, CommonWordsAloneNameNothing)
{
    for (const char* text : {"Street", "the road", "house", "unknown", "home address", "12"}) {
        EXPECT_THAT(names(text), IsEmpty()) << text;
    }
}

TEST(NameMentions, MisspeltNamesAreFoundWhereNothingElseIs)
{
    EXPECT_THAT(names("Maltigns Lane"), ElementsAre("~Maltings Lane"));
    EXPECT_THAT(names("Maltins Lnae"), ElementsAre("~Maltings Lane"));
    EXPECT_THAT(names("Maltigns Lane, Birchham"), ElementsAre("~Maltings Lane", "Birchham"));
    EXPECT_THAT(names("Queen Edit Hospital"), ElementsAre("~Queen Edith Hospital"));
    // Beside a name that is written well none is guessed.
    EXPECT_THAT(names("Boots, Maltigns Lane"), ElementsAre("Boots"));
    EXPECT_THAT(names("Mxltxngx Lane"), IsEmpty());
}

TEST(NameMentions, WordsThatAllStandInOtherNamesAreNotMisspelt)
{
    // Not Mill Road: there is none of the name, and both words are known.
    EXPECT_THAT(names("High Lane"), IsEmpty());
    EXPECT_THAT(names("Malting Lane"), ElementsAre("~Maltings Lane"));  // but for an s
}

TEST(NameMentions, OnlyTheStretchIsLookedAt)
{
    const LocationText text("Mill Road / High Street", "");
    const auto before = find_mentions(gazetteer(), text, 0, 2);
    ASSERT_EQ(before.size(), 1U);
    EXPECT_EQ(name_of(before[0]), "Mill Road");
    EXPECT_EQ(before[0].first, 0U);
    EXPECT_EQ(before[0].end(), 2U);
    EXPECT_THAT(find_mentions(gazetteer(), text, 2, 2), IsEmpty());
}

TEST(NameMentions, DoNotOverlap)
{
    for (const char* location :
         {"Queen Edith Hospital Mill Road High Street Boots Elm Crescent",
          "Mammoth Tap Mammoth Tap", "St Marks Street Ashford Magna East Fen"}) {
        const LocationText text(location, "Birchham");
        const auto found = find_mentions(gazetteer(), text, 0, text.words().size());
        for (std::size_t i = 1; i < found.size(); ++i) {
            EXPECT_LE(found[i - 1].end(), found[i].first) << location;
        }
    }
}

}  // namespace
}  // namespace heatward::geocode

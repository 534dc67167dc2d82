#include "heatward/geocode/named_options.hpp"

#include <gtest/gtest.h>

#include "support/small_gazetteer.hpp"

namespace heatward::geocode {
namespace {

TEST(NamedOptions, TheFirstMentionIsTheLocationsAndNotTheTowns)
{
    const auto gazetteer = testing_support::small_gazetteer();
    const ReadLocation read(gazetteer.get(), "Mill Road, High Street", "Birchham");
    ASSERT_NE(first_mention(read, NameKind::street), nullptr);
    EXPECT_EQ(first_mention(read, NameKind::street)->first, 0U);
    EXPECT_EQ(first_mention(read, NameKind::premises), nullptr);
    EXPECT_EQ(first_mention(read, NameKind::locality), nullptr);  // it stands in the town
    EXPECT_EQ(read.towns_of(*first_mention(read, NameKind::street)).size(), 1U);
}

TEST(NamedOptions, OptionsFarFromAStreetOfTheTextAreNotMeant)
{
    const auto gazetteer = testing_support::small_gazetteer();
    const ReadLocation read(gazetteer.get(), "Boots, Mill Road", "");
    const Mention& boots = *first_mention(read, NameKind::premises);
    auto options = premises_options(*gazetteer, boots);
    ASSERT_EQ(options.size(), 2U);
    keep_beside_named_streets(*gazetteer, read, boots, options);
    ASSERT_EQ(options.size(), 1U);
    EXPECT_EQ(options[0].position, (ProjectedPoint{10'060, 9'980}));
    EXPECT_EQ(street_options(*gazetteer, *first_mention(read, NameKind::street)).size(), 1U);
}

TEST(NamedOptions, AnErrorCostsATenth)
{
    EXPECT_EQ(score_of_errors(0), 1);
    EXPECT_DOUBLE_EQ(score_of_errors(2), 0.8);
}

TEST(NamedOptions, WithoutOptionsThereIsNoMatch)
{
    const Match match = match_of_choice(MatchLevel::street, {}, {});
    EXPECT_EQ(match.level, MatchLevel::unlocated);
    EXPECT_FALSE(match.position);
    PlaceChoice elsewhere;
    elsewhere.is_elsewhere = true;
    EXPECT_EQ(match_of_choice(MatchLevel::street, {}, elsewhere).reason,
              "what the location names is not in the town that it names");
}

TEST(ReadLocation, WithoutAGazetteerNothingStandsInIt)
{
    const ReadLocation read(nullptr, "Mill Road", "Birchham");
    EXPECT_TRUE(read.mentions().empty());
    EXPECT_EQ(read.text().location_words(), 2U);
}

}  // namespace
}  // namespace heatward::geocode

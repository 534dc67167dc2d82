#include "heatward/geocode/postcode_table.hpp"

#include <cmath>
#include <string>

#include <gtest/gtest.h>

namespace heatward::geocode {
namespace {

PostcodeRecord record(const char* postcode, ProjectedPoint position, bool is_terminated = false)
{
    return {postcode, position, 100, MatchLevel::postcode, is_terminated};
}

PostcodeKey key_of(std::string_view text) { return parse_postcode(text).value(); }

TEST(PostcodeTable, FindsWhatItHasAndNothingElse)
{
    PostcodeTableBuilder builder;
    EXPECT_TRUE(builder.add(record("cb2 1tn", {1, 2})));
    EXPECT_TRUE(builder.add({"M1 1AE", {3, 4}, 2'000, MatchLevel::sector, false}));
    EXPECT_FALSE(builder.add(record("CB2", {5, 6})));
    EXPECT_FALSE(builder.add(record("", {5, 6})));
    const PostcodeTable table = builder.build();
    EXPECT_EQ(table.size(), 2U);
    ASSERT_NE(table.find(key_of("CB2 1TN")), nullptr);
    EXPECT_EQ(table.find(key_of("CB2 1TN"))->position, (ProjectedPoint{1, 2}));
    EXPECT_EQ(table.find(key_of("M1 1AE"))->level, MatchLevel::sector);
    EXPECT_EQ(table.find(key_of("CB2 1TP")), nullptr);
    EXPECT_EQ(table.find(0), nullptr);
    EXPECT_EQ(table.find(~PostcodeKey{0}), nullptr);
    EXPECT_EQ(PostcodeTable().find(key_of("CB2 1TN")), nullptr);
}

TEST(PostcodeTable, TheFirstRecordStandsButALiveOneGoesBeforeATerminatedOne)
{
    PostcodeTableBuilder builder;
    builder.add(record("CB2 1TN", {0, 0}));
    builder.add(record("CB2 1TN", {300, 400}));  // 500 m away: they agree
    EXPECT_EQ(builder.disagreeing(), 0U);
    builder.add(record("CB2 1TN", {301, 400}));
    EXPECT_EQ(builder.disagreeing(), 1U);
    builder.add(record("CB2 1TX", {1, 1}, true));
    builder.add(record("CB2 1TX", {2, 2}));
    builder.add(record("CB2 1TZ", {1, 1}));
    builder.add(record("CB2 1TZ", {2, 2}, true));
    EXPECT_EQ(builder.disagreeing(), 1U);
    const PostcodeTable table = builder.build();
    EXPECT_EQ(table.find(key_of("CB2 1TN"))->position, (ProjectedPoint{0, 0}));
    EXPECT_EQ(table.find(key_of("CB2 1TX"))->position, (ProjectedPoint{2, 2}));
    EXPECT_FALSE(table.find(key_of("CB2 1TX"))->is_terminated);
    EXPECT_EQ(table.find(key_of("CB2 1TZ"))->position, (ProjectedPoint{1, 1}));
}

TEST(PostcodeTable, ASectorsMiddleIsTheMedianOfItsUnits)
{
    PostcodeTableBuilder builder;
    builder.add(record("CB2 1AA", {0, 1'000}));
    builder.add(record("CB2 1AB", {1'000, 0}));
    builder.add(record("CB2 1AD", {900'000, 900'000}));  // out of place
    builder.add(record("CB2 2AA", {5'000, 5'000}));      // of the next sector
    const PostcodeTable table = builder.build();
    const auto middle = table.sector(key_of("CB2 1ZZ"));
    ASSERT_TRUE(middle);
    EXPECT_EQ(middle->position, (ProjectedPoint{1'000, 1'000}));
    EXPECT_EQ(middle->level, MatchLevel::sector);
    // Of three units 95 % are all three.
    EXPECT_NEAR(static_cast<double>(middle->uncertainty_m), std::hypot(899'000, 899'000) + 100, 1);
    EXPECT_FALSE(table.sector(key_of("CB3 1ZZ")));
}

TEST(PostcodeTable, ASectorsRadiusHoldsNineteenUnitsOfTwentyAndFiveHundredMetresAtLeast)
{
    PostcodeTableBuilder builder;
    constexpr std::string_view letters = "ABDEFGHJLNPQRSTUWXYZ";  // those that units have
    for (int i = 0; i < 20; ++i) {
        const std::string unit = std::string("CB2 1A") + letters[static_cast<std::size_t>(i)];
        builder.add(record(unit.c_str(), {i < 19 ? 100.0 * i : 1e6, 0}));
    }
    const PostcodeTable table = builder.build();
    const auto middle = table.sector(key_of("CB2 1AA"));
    ASSERT_TRUE(middle);
    EXPECT_EQ(middle->position, (ProjectedPoint{900, 0}));  // the lower of the two in the middle
    EXPECT_EQ(static_cast<double>(middle->uncertainty_m), 900 + 100);
    PostcodeTableBuilder one;
    one.add(record("CB2 1AA", {7, 7}));
    EXPECT_EQ(static_cast<double>(one.build().sector(key_of("CB2 1AB"))->uncertainty_m), 500);
}

TEST(PostcodeTable, IsTheSameAfterItWasWrittenAndRead)
{
    PostcodeTableBuilder builder;
    builder.add(record("CB2 1TN", {1, 2}, true));
    ByteWriter out;
    builder.build().write(out);
    ByteReader in(out.bytes());
    const PostcodeTable table = PostcodeTable::read(in);
    EXPECT_TRUE(in.at_end());
    EXPECT_TRUE(table.find(key_of("CB2 1TN"))->is_terminated);
    EXPECT_EQ(table.find(key_of("CB2 1TN"))->position, (ProjectedPoint{1, 2}));
    ByteWriter uneven;
    uneven.column(std::vector<PostcodeKey>{1, 2});
    uneven.column(std::vector<PostcodePlace>(1));
    ByteReader in_uneven(uneven.bytes());
    EXPECT_THROW(PostcodeTable::read(in_uneven), DataError);
}

}  // namespace
}  // namespace heatward::geocode

#include "heatward/geocode/gazetteer.hpp"

#include <random>

#include <gtest/gtest.h>

#include "support/small_gazetteer.hpp"

namespace heatward::geocode {
namespace {

std::string bytes_of(const Gazetteer& gazetteer)
{
    ByteWriter out;
    gazetteer.write(out);
    return out.take();
}

TEST(Gazetteer, IsTheSameAfterItWasWrittenAndRead)
{
    const std::string bytes = bytes_of(*testing_support::small_gazetteer());
    ByteReader in(bytes);
    const auto read = std::make_shared<const Gazetteer>(Gazetteer::read(in));
    EXPECT_TRUE(in.at_end());
    const Cascade made = testing_support::whole_cascade(testing_support::small_gazetteer());
    const Cascade again = testing_support::whole_cascade(read);
    for (const char* location : {"12 High St, Birchham", "Mill Rd / High St", "Boots, Mill Rd",
                                 "Maltigns Lane", "Church Lane", "Colbury", "cb1 1ad", "CB1 1ZZ"}) {
        LocationClues clues;
        clues.location = location;
        const Match a = made.locate(clues);
        const Match b = again.locate(clues);
        EXPECT_EQ(a.level, b.level) << location;
        EXPECT_EQ(a.position, b.position) << location;
        EXPECT_EQ(a.uncertainty_m, b.uncertainty_m) << location;
        EXPECT_EQ(a.matched, b.matched) << location;
        EXPECT_EQ(a.candidates.size(), b.candidates.size()) << location;
    }
}

TEST(Gazetteer, EveryTruncationIsDamaged)
{
    const std::string bytes = bytes_of(*testing_support::small_gazetteer());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        ByteReader in(std::string_view(bytes).substr(0, size));
        ASSERT_THROW(Gazetteer::read(in), DataError) << size;
    }
}

TEST(Gazetteer, AnotherVersionIsRefused)
{
    std::string bytes = bytes_of(Gazetteer());
    ++bytes[0];
    ByteReader in(bytes);
    EXPECT_THROW(Gazetteer::read(in), DataError);
}

TEST(Gazetteer, DamagedBytesAreRefusedOrHarmless)
{
    const std::string bytes = bytes_of(*testing_support::small_gazetteer());
    std::mt19937 random(9);
    std::size_t refused = 0;
    for (int i = 0; i < 3'000; ++i) {
        std::string damaged = bytes;
        damaged[8 + random() % (bytes.size() - 8)] = static_cast<char>(random() & 0xFFU);
        try {
            ByteReader in(damaged);
            const auto read = std::make_shared<const Gazetteer>(Gazetteer::read(in));
            const Cascade cascade = testing_support::whole_cascade(read);
            for (const char* location :
                 {"12 High St, Birchham", "Mill Rd / High St", "Maltigns Lane", "Colbury",
                  "CB1 1AD", "Boots, East Fen", "CB1 1ZZ"}) {
                LocationClues clues;
                clues.location = location;
                const Match match = cascade.locate(clues);
                EXPECT_FALSE(to_string(match.level).empty());
            }
        } catch (const DataError&) {
            ++refused;
        }
    }
    EXPECT_GT(refused, 100U);
}

TEST(GazetteerBuilder, IsEmptyAfterItHasBuilt)
{
    GazetteerBuilder builder;
    EXPECT_TRUE(builder.add(PostcodeRecord{"CB1 1AA", {1, 2}, 100}));
    EXPECT_FALSE(builder.add(PostcodeRecord{"CB1", {1, 2}, 100}));
    builder.add(PostcodeRecord{"CB1 1AA", {1, 2'000}, 100});
    EXPECT_EQ(builder.disagreeing_postcodes(), 1U);
    builder.add(UprnRecord{1, {1, 2}});
    EXPECT_EQ(builder.build().postcodes.size(), 1U);
    const Gazetteer empty = builder.build();
    EXPECT_EQ(empty.postcodes.size(), 0U);
    EXPECT_EQ(empty.uprns.size(), 0U);
    EXPECT_EQ(empty.streets.size(), 0U);
    EXPECT_EQ(empty.premises.size(), 0U);
}

TEST(GazetteerBuilder, SameRecordsGiveTheSameTables)
{
    ByteWriter a;
    testing_support::small_gazetteer()->streets.write(a);
    testing_support::small_gazetteer()->premises.write(a);
    ByteWriter b;
    testing_support::small_gazetteer()->streets.write(b);
    testing_support::small_gazetteer()->premises.write(b);
    EXPECT_EQ(a.bytes(), b.bytes());
}

}  // namespace
}  // namespace heatward::geocode

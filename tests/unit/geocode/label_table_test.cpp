#include "heatward/geocode/label_table.hpp"

#include <gtest/gtest.h>

namespace heatward::geocode {
namespace {

LabelTable three_entries()
{
    LabelTable table;
    table.append(std::vector<std::string>{"Ashford Magna", "East Fen"});
    table.append(std::vector<std::string>{});
    table.append(std::vector<std::string>{"St Ives"});
    return table;
}

void expect_three_entries(const LabelTable& table)
{
    EXPECT_EQ(table.size(), 3U);
    EXPECT_TRUE(table.has(0, "ashfordmagna"));
    EXPECT_TRUE(table.has(0, "eastfen"));
    EXPECT_FALSE(table.has(0, "saintives"));
    EXPECT_FALSE(table.has(0, ""));
    EXPECT_FALSE(table.has(1, "ashfordmagna"));
    EXPECT_TRUE(table.has(2, "saintives"));
    EXPECT_TRUE(table.is_labelled(0));
    EXPECT_FALSE(table.is_labelled(1));
}

TEST(LabelTable, KnowsItsEntriesByTheKeysOfTheirLabels) { expect_three_entries(three_entries()); }

TEST(LabelTable, IsTheSameAfterItWasWrittenAndRead)
{
    ByteWriter out;
    three_entries().write(out);
    ByteReader in(out.bytes());
    expect_three_entries(LabelTable::read(in));
    EXPECT_TRUE(in.at_end());
}

TEST(LabelTable, LabelsBeyondTheirKeysAreDamaged)
{
    ByteWriter out;
    out.column(std::vector<std::uint32_t>{1});
    out.column(std::vector<std::uint32_t>{5});
    TextPool().write(out);
    ByteReader in(out.bytes());
    EXPECT_THROW(LabelTable::read(in), DataError);
}

}  // namespace
}  // namespace heatward::geocode

#include "heatward/geocode/uprn_table.hpp"

#include <gtest/gtest.h>

namespace heatward::geocode {
namespace {

TEST(UprnTable, FindsAPropertyByItsNumberAndTheFirstOfTwo)
{
    const UprnTable table({{30, {3, 3}}, {10, {1, 1}}, {10, {9, 9}}});
    EXPECT_EQ(table.size(), 2U);
    EXPECT_EQ(table.find(10), (ProjectedPoint{1, 1}));
    EXPECT_EQ(table.find(30), (ProjectedPoint{3, 3}));
    for (const std::uint64_t none : {std::uint64_t{0}, std::uint64_t{20}, UINT64_MAX}) {
        EXPECT_FALSE(table.find(none)) << none;
    }
    EXPECT_FALSE(UprnTable().find(0));
}

TEST(UprnTable, IsTheSameAfterItWasWrittenAndRead)
{
    ByteWriter out;
    UprnTable({{30, {3, 3}}, {10, {1, 1}}}).write(out);
    ByteReader in(out.bytes());
    EXPECT_EQ(UprnTable::read(in).find(30), (ProjectedPoint{3, 3}));
    EXPECT_TRUE(in.at_end());
}

}  // namespace
}  // namespace heatward::geocode

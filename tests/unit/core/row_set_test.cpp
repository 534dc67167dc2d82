#include "heatward/core/row_set.hpp"

#include <random>
#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace heatward {
namespace {

std::vector<std::uint32_t> numbers_of(const RowSet& rows) { return {rows.begin(), rows.end()}; }

TEST(RowSet, HoldsWhatWasInserted)
{
    std::mt19937 random(31);
    for (int round = 0; round < 50; ++round) {
        const std::size_t table_rows = 1 + random() % 400;
        const std::size_t inserted = random() % 200;
        RowSet rows(table_rows);
        std::set<std::uint32_t> wanted;
        for (std::size_t k = 0; k < inserted; ++k) {
            const auto row = static_cast<std::uint32_t>(random() % table_rows);
            rows.insert(row);
            wanted.insert(row);
        }
        EXPECT_EQ(numbers_of(rows), std::vector<std::uint32_t>(wanted.begin(), wanted.end()));
        EXPECT_EQ(rows.size(), wanted.size());
        EXPECT_EQ(rows.empty(), wanted.empty());
        for (std::uint32_t row = 0; row < table_rows + 100; ++row) {
            EXPECT_EQ(rows.contains(row), wanted.contains(row));
        }
    }
}

TEST(RowSet, IsABitForEachRowOfTheTable)
{
    RowSet rows(1000);
    for (std::size_t row = 0; row < 1000; ++row) {
        rows.insert(row);
    }
    EXPECT_EQ(rows.size(), 1000U);
    EXPECT_EQ(rows.memory_bytes(), 128U);
    EXPECT_EQ(numbers_of(RowSet(1000)), std::vector<std::uint32_t>{});
    EXPECT_EQ(numbers_of(RowSet()), std::vector<std::uint32_t>{});
}

}  // namespace
}  // namespace heatward

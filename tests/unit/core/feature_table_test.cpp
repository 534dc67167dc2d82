#include "heatward/core/feature_table.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

namespace heatward {
namespace {

TEST(FeatureTableTest, ColumnsAreFoundAndAdded)
{
    FeatureTable table{"wards", {{"code", ColumnType::text}}, {{"E1"}, {"E2"}}, {{}, {}}};
    table.add_column({"count", ColumnType::integer}, {std::int64_t{3}, std::monostate{}});
    EXPECT_EQ(table.find_column("count"), 1U);
    EXPECT_FALSE(table.find_column("Count").has_value());
    EXPECT_EQ(table.text(1, "code"), "E2");
    EXPECT_EQ(table.text(0, "count"), "");
    EXPECT_EQ(std::get<std::int64_t>(table.rows[0][1]), 3);
    EXPECT_THROW(table.add_column({"x", ColumnType::real}, {1.0}), std::invalid_argument);
}

}  // namespace
}  // namespace heatward

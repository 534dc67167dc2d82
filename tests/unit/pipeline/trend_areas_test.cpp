#include "heatward/pipeline/trend_areas.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace heatward::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A table of a layer "public-order" with the columns that are read.
class TrendAreasTest : public testing::Test {
protected:
    TrendAreasTest()
    {
        m_table.name = "wards";
        m_table.columns = {{"code", ColumnType::text}, {"name", ColumnType::text}};
        for (const char* name : {"gi_star_z", "gi_star_p_bh", "change_before", "change_after",
                                 "change_ratio", "change_p_bh", "trend_z", "trend_p_bh"}) {
            m_table.columns.push_back({std::string("public_order_") + name, ColumnType::real});
        }
        m_table.columns.push_back({"public_order_trend", ColumnType::text});
    }

    void add(const std::string& code, const AttributeValue& trend, double trend_z, double trend_p,
             double gi_star_z, double gi_star_p)
    {
        m_table.rows.push_back({code, "Name of " + code, gi_star_z, gi_star_p, std::int64_t{10},
                                std::int64_t{25}, 2.5, 0.03, trend_z, trend_p, trend});
    }

    [[nodiscard]] TrendAreas picked() const { return trend_areas("public-order", m_table); }

    static std::vector<std::string> codes(const std::vector<TrendArea>& areas)
    {
        std::vector<std::string> texts;
        for (const TrendArea& area : areas) {
            texts.push_back(area.area.code);
        }
        return texts;
    }

    FeatureTable m_table;
};

TEST_F(TrendAreasTest, AreNamedByTheirAdjustedPAndThenByHowFarOutTheyAre)
{
    add("w1", std::string("fading"), -2.5, 0.04, 0, 1);
    add("w2", std::string("emerging"), 3.1, 0.02, 0, 1);
    add("w3", AttributeValue{}, 0.5, 0.7, 0, 1);
    add("w4", std::string("fading"), -2.9, 0.04, 0, 1);
    add("w5", std::string("persistent"), 0.1, 0.9, 2.8, 0.03);
    add("w6", std::string("persistent"), 1.9, 0.06, 4.0, 0.001);
    add("w7", std::string("emerging"), 2.9, 0.01, 0, 1);
    const TrendAreas areas = picked();
    EXPECT_THAT(codes(areas.emerging), ElementsAre("w7", "w2"));
    EXPECT_THAT(codes(areas.persistent), ElementsAre("w6", "w5"));
    EXPECT_THAT(codes(areas.fading), ElementsAre("w4", "w1"));
    const TrendArea& first = areas.persistent.front();
    EXPECT_EQ(first.area.name, "Name of w6");
    EXPECT_EQ(first.trend_p_bh, 0.06);
    EXPECT_EQ(first.gi_star_p_bh, 0.001);
    EXPECT_EQ(first.before, 10);
    EXPECT_EQ(first.after, 25);
    EXPECT_EQ(first.ratio, 2.5);
    EXPECT_EQ(first.change_p_bh, 0.03);
}

TEST_F(TrendAreasTest, WhatIsNotKnownIsAbsent)
{
    add("w1", std::string("emerging"), 3, 0.01, 0, 1);
    for (std::size_t column = 2; column < 8; ++column) {
        m_table.rows[0][column] = AttributeValue{};
    }
    const TrendArea area = picked().emerging.at(0);
    EXPECT_EQ(area.trend_p_bh, 0.01);
    EXPECT_FALSE(area.gi_star_p_bh || area.before || area.after || area.ratio);
}

TEST_F(TrendAreasTest, NoMoreThanTwentyOfAKind)
{
    for (int i = 0; i < 25; ++i) {
        add(fmt::format("w{}", i), std::string("emerging"), 3, 0.05 - 0.001 * i, 0, 1);
    }
    const TrendAreas areas = picked();
    ASSERT_EQ(areas.emerging.size(), 20U);
    EXPECT_EQ(areas.emerging.front().area.code, "w24");
    EXPECT_EQ(areas.emerging.back().area.code, "w5");
    EXPECT_THAT(areas.fading, IsEmpty());
}

}  // namespace
}  // namespace heatward::pipeline

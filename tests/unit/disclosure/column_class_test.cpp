#include "heatward/disclosure/column_class.hpp"

#include <string>

#include <gtest/gtest.h>

namespace heatward::disclosure {
namespace {

TEST(ColumnClass, WhatDescribesTheAreaIsPublic)
{
    for (const char* column : {"code", "name", "parent", "population", "lies_in"}) {
        EXPECT_EQ(lowest_tier_of_area_column(column, "", std::nullopt), Tier::public_) << column;
    }
}

TEST(ColumnClass, LayerFiguresHaveTheLayersTier)
{
    EXPECT_EQ(lowest_tier_of_area_column("robbery_weapons_count", "robbery-weapons", Tier::partner),
              Tier::partner);
    EXPECT_EQ(lowest_tier_of_area_column("violence_rate_per_1000", "violence", Tier::public_),
              Tier::public_);
}

TEST(ColumnClass, AnythingWithoutAClassIsForAnalysts)
{
    EXPECT_EQ(lowest_tier_of_area_column("violence_victims", "violence", Tier::public_),
              Tier::analyst);
    EXPECT_EQ(lowest_tier_of_area_column("violence_count", "violence", std::nullopt),
              Tier::analyst);
    EXPECT_EQ(lowest_tier_of_area_column("violence_count", "robbery", Tier::public_),
              Tier::analyst);
    EXPECT_EQ(lowest_tier_of_area_column("Code", "", std::nullopt), Tier::analyst);
}

TEST(ColumnClass, AreaColumnsAreKnownByNameWhateverLayersThereAre)
{
    for (const char* column : {"code", "population", "violence_count", "a_b_rate_per_1000"}) {
        EXPECT_EQ(lowest_tier_of_area_column(column), Tier::public_) << column;
    }
    for (const char* column : {"violence_victims", "count", "_count", "discount", "Code", ""}) {
        EXPECT_EQ(lowest_tier_of_area_column(column), Tier::analyst) << column;
    }
}

TEST(ColumnClass, StatisticFollowsTheLayersWholeName)
{
    EXPECT_EQ(statistic_of("violence_rate_low", "violence"), "rate_low");
    EXPECT_EQ(statistic_of("a_b_count", "a-b"), "count");
    EXPECT_FALSE(statistic_of("violence", "violence"));
    EXPECT_FALSE(statistic_of("violence_", "violence"));
    EXPECT_FALSE(statistic_of("violencecount", "violence"));
}

TEST(ColumnClass, CollectionsAndSurfaces)
{
    EXPECT_EQ(lowest_tier_of_collection("wards", true), Tier::public_);
    EXPECT_EQ(lowest_tier_of_collection("hotspots", false), Tier::partner);
    EXPECT_EQ(lowest_tier_of_collection("interventions", false), Tier::analyst);
    EXPECT_EQ(lowest_tier_of_collection("incidents", false), Tier::analyst);
    EXPECT_EQ(lowest_tier_of_collection("anything", false), Tier::analyst);
    EXPECT_EQ(lowest_tier_of_surface(Tier::partner, false), Tier::partner);
    EXPECT_EQ(lowest_tier_of_surface(Tier::public_, true), Tier::analyst);
}

TEST(ColumnClass, HotspotColumnsThatNoBuildWritesAreForAnalysts)
{
    for (const char* column : {"layer", "rank", "count", "pai", "ward_codes"}) {
        EXPECT_EQ(lowest_tier_of_hotspot_column(column), Tier::partner) << column;
    }
    EXPECT_EQ(lowest_tier_of_hotspot_column("victims"), Tier::analyst);
    EXPECT_EQ(lowest_tier_of_hotspot_column(""), Tier::analyst);
}

TEST(ColumnClass, KindsThatAreNotTheLayersOwnAreForAnalystsAlone)
{
    for (const char* statistic : {"controls", "second_count", "second_rank"}) {
        const std::string column = std::string("violence_") + statistic;
        EXPECT_EQ(lowest_tier_of_area_column(column, "violence", Tier::public_), Tier::analyst);
        EXPECT_EQ(lowest_tier_of_area_column(column), Tier::analyst);
    }
    EXPECT_EQ(lowest_tier_of_area_column("violence_cases", "violence", Tier::partner),
              Tier::partner);
}

}  // namespace
}  // namespace heatward::disclosure

#include "locating_json.hpp"

#include <gtest/gtest.h>

namespace heatward::pipeline {
namespace {

TEST(LocatingJson, TellsTheUncertaintyOfEachLevel)
{
    SourceRows rows;
    for (int i = 20; i >= 1; --i) {  // 1 to 20 m
        Incident incident;
        incident.category = kNoCategory;
        incident.level = MatchLevel::street;
        incident.uncertainty_m = static_cast<float>(i);
        rows.used.push_back(incident);
    }
    Incident postcode;
    postcode.category = kNoCategory;
    postcode.level = MatchLevel::postcode;
    postcode.uncertainty_m = 100;
    rows.used.push_back(postcode);
    rows.unlocated.push_back({kNoCategory, 0, TimePrecision::day, MatchLevel::unlocated});
    const nlohmann::json levels = locating_json(project::Project(), rows).at("levels");
    ASSERT_EQ(levels.size(), 3U);
    EXPECT_EQ(levels[0].at("level"), "postcode");
    EXPECT_EQ(levels[0].at("uncertainty_m"), nlohmann::json({{"median", 100}, {"p95", 100}}));
    EXPECT_EQ(levels[1].at("level"), "street");
    EXPECT_EQ(levels[1].at("uncertainty_m"), nlohmann::json({{"median", 10}, {"p95", 19}}));
    EXPECT_TRUE(levels[2].at("uncertainty_m").is_null());
}

TEST(LocatingJson, SaysFromHowManyRowsTextsAreListed)
{
    SourceRows rows;
    EXPECT_TRUE(locating_json(project::Project(), rows).at("unmatched_from_rows").is_null());
    rows.unmatched_from_rows = 7;
    EXPECT_EQ(locating_json(project::Project(), rows).at("unmatched_from_rows"), 7);
}

}  // namespace
}  // namespace heatward::pipeline

#include "area_labels.hpp"

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

using testing::Contains;
using testing::Not;

std::vector<std::string> names_at(const run_store::RunData& run, const MapExtent& extent)
{
    const AreaRoles roles = area_roles(run);
    std::vector<std::string> names;
    for (const MapLabel& label : labels_of(roles, Focus(run, extent), 1)) {
        names.push_back(label.text);
    }
    return names;
}

TEST(AreaLabels, AMapOfAWardNamesTheWardAndNotItsDistrict)
{
    const auto run = test::synthetic_county();
    const auto extent = extent_of_area(run, "W1").value();
    const auto names = names_at(run, extent);
    EXPECT_EQ(names.front(), extent.area_name);
    EXPECT_EQ(std::count(names.begin(), names.end(), extent.area_name), 1);
    EXPECT_THAT(names, Not(Contains("West Shire")));
    EXPECT_THAT(names, Contains("East Shire"));
}

TEST(AreaLabels, AMapOfADistrictNamesItFirstAndItsWards)
{
    const auto run = test::synthetic_county();
    const auto names = names_at(run, extent_of_area(run, "D3").value());
    EXPECT_EQ(names.front(), "Midton");
    EXPECT_EQ(names.size(), 64U);
    EXPECT_EQ(names_at(run, whole_extent(run)).size(), 64U);
}

TEST(AreaLabels, AnOnlySetOfManyAreasIsDrawnAsWards)
{
    auto run = test::synthetic_county();
    run.area_sets.erase(run.area_sets.begin());
    run.project.areas.erase(run.project.areas.begin());
    run.project.areas[0].parent.reset();
    run.project.study_area = "wards";
    AreaRoles roles = area_roles(run);
    EXPECT_TRUE(roles.districts.empty());
    ASSERT_EQ(roles.wards.size(), 1U);
    EXPECT_EQ(roles.wards[0]->name, "wards");
    run.area_sets[0].rows.resize(kMostDistricts);
    run.area_sets[0].geometry.resize(kMostDistricts);
    roles = area_roles(run);
    EXPECT_EQ(roles.districts.size(), 1U);
    EXPECT_TRUE(roles.wards.empty());
    // Beside wards a set of districts stays what it is.
    EXPECT_EQ(area_roles(test::synthetic_county()).districts.size(), 1U);
}

TEST(AreaLabels, WardsThatHoldFinerAreasAreStillDrawnAsWards)
{
    auto run = test::synthetic_county();
    project::AreaSet blocks;
    blocks.id = "blocks";
    blocks.parent = project::ParentLink{"wards", "WARD"};
    run.project.areas.push_back(blocks);
    run.area_sets.push_back(run.area_sets.back());
    run.area_sets.back().name = "blocks";
    const AreaRoles roles = area_roles(run);
    ASSERT_EQ(roles.districts.size(), 1U);
    EXPECT_EQ(roles.districts[0]->name, "districts");
    ASSERT_EQ(roles.wards.size(), 2U);
    EXPECT_EQ(roles.wards[0]->name, "wards");
}

}  // namespace
}  // namespace heatward::maps

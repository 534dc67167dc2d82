#include "heatward/project/weight.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/error.hpp"

namespace heatward::project {
namespace {

TEST(Weight, IsOneOrTheCategorysHarm)
{
    Project project;
    project.categories.push_back({"violence", "Violence", 180.5, false, {}});
    project.categories.push_back({"robbery", "Robbery", {}, false, {}});
    Layer layer;
    layer.id = "all";
    EXPECT_EQ(weight_of(project, layer, 0), 1);
    EXPECT_EQ(weight_of(project, layer, 1), 1);
    layer.weight = Weight::harm;
    EXPECT_EQ(weight_of(project, layer, 0), 180.5);
    try {
        weight_of(project, layer, 1);
        ADD_FAILURE() << "a category without harm was weighed";
    } catch (const DataError& error) {
        EXPECT_THAT(error.what(), ::testing::AllOf(::testing::HasSubstr("\"all\""),
                                                   ::testing::HasSubstr("categories.robbery")));
    }
}

}  // namespace
}  // namespace heatward::project

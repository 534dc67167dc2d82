#include "heatward/core/nearest_name.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace heatward {
namespace {

TEST(NearestName, CountsEdits)
{
    EXPECT_EQ(edit_distance("", ""), 0U);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
    EXPECT_EQ(edit_distance("abc", ""), 3U);
}

TEST(NearestName, SuggestsOnlyWhatIsNear)
{
    const std::vector<std::string> known{"bandwidth", "bandwidths", "kernel", "x"};
    EXPECT_EQ(nearest_name("bandwidht", known), "bandwidth");
    EXPECT_EQ(nearest_name("kernal", known), "kernel");
    EXPECT_EQ(nearest_name("password", known), "");
    EXPECT_EQ(nearest_name("", known), "x");
}

}  // namespace
}  // namespace heatward

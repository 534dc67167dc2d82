#include "heatward/core/known_names.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace heatward {
namespace {

TEST(KnownNames, AreListedUpToADozen)
{
    std::vector<std::string> names;
    EXPECT_EQ(known_names(names), "");
    names = {"a", "b"};
    EXPECT_EQ(known_names(names), "a, b");
    names.assign(12, "x");
    EXPECT_EQ(known_names(names), "x, x, x, x, x, x, x, x, x, x, x, x");
    names.resize(17, "y");
    EXPECT_EQ(known_names(names), "x, x, x, x, x, x, x, x, x, x, x, x and 5 more");
}

}  // namespace
}  // namespace heatward

#include "heatward/server/entity_tag.hpp"

#include <gtest/gtest.h>

namespace heatward::server {
namespace {

TEST(EntityTag, TellsItsPartsApart)
{
    EXPECT_EQ(entity_tag({"a", "b"}), entity_tag({"a", "b"}));
    EXPECT_NE(entity_tag({"ab", "c"}), entity_tag({"a", "bc"}));
    EXPECT_NE(entity_tag({"a", ""}), entity_tag({"a"}));
    EXPECT_NE(entity_tag({"1:a"}), entity_tag({"a"}));
    EXPECT_EQ(entity_tag({"a"}).front(), '"');
    EXPECT_EQ(entity_tag({"a"}).back(), '"');
}

TEST(EntityTag, IsFoundInIfNoneMatch)
{
    const std::string tag = "\"abc\"";
    EXPECT_TRUE(matches("\"abc\"", tag));
    EXPECT_TRUE(matches("W/\"abc\"", tag));
    EXPECT_TRUE(matches("\"abc\"", "W/\"abc\""));
    EXPECT_TRUE(matches("\"x,y\" , W/\"z\",\"abc\"", tag));
    EXPECT_TRUE(matches(" *", tag));
    for (const char* value : {"", "abc", "\"ab\"", "\"abcd\"", "\"abc", "\"", "W/", "W/W/\"abc\"",
                              "\"x\" \"y\"", ",,,", "\"x\"*"}) {
        EXPECT_EQ(matches(value, tag), std::string(value) == "\"x\"*") << value;
    }
    std::string many;
    for (int i = 0; i < 1000; ++i) {
        many += "W/";
    }
    EXPECT_FALSE(matches(many, tag));
}

}  // namespace
}  // namespace heatward::server

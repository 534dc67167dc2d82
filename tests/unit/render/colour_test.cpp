#include "heatward/render/colour.hpp"

#include <gtest/gtest.h>

namespace heatward::render {
namespace {

TEST(Colour, ReadsAndWritesHexadecimal)
{
    const auto colour = parse_colour("#C1264f");
    ASSERT_TRUE(colour);
    EXPECT_EQ(*colour, (Colour{0xC1, 0x26, 0x4F, 255}));
    EXPECT_EQ(to_hex(*colour), "#c1264f");
}

TEST(Colour, RefusesOtherTexts)
{
    for (const char* text :
         {"", "#", "c1264f", "#c1264", "#c1264f0", "#c1264g", "#c1 64f", "#+1-1+1"}) {
        EXPECT_FALSE(parse_colour(text)) << text;
    }
}

TEST(Colour, OpacityOfTwoDecimalsSurvivesTheByte)
{
    for (int percent = 0; percent <= 100; ++percent) {
        const double opacity = percent / 100.0;
        EXPECT_DOUBLE_EQ(opacity_of({0, 0, 0, alpha_of(opacity)}), opacity);
    }
    EXPECT_EQ(alpha_of(-1), 0);
    EXPECT_EQ(alpha_of(7), 255);
}

TEST(Colour, MixesOverTheGround)
{
    EXPECT_EQ(over({200, 0, 50, 255}, {10, 20, 30, 255}), (Colour{200, 0, 50, 255}));
    EXPECT_EQ(over({200, 0, 50, 0}, {10, 20, 30, 255}), (Colour{10, 20, 30, 255}));
    EXPECT_EQ(over({255, 0, 0, 51}, {0, 0, 255, 255}), (Colour{51, 0, 204, 255}));
}

TEST(Colour, BlendsOverAGroundOfAnyOpacity)
{
    EXPECT_EQ(blended({255, 0, 0, 51}, {0, 0, 255, 255}), (Colour{51, 0, 204, 255}));
    EXPECT_EQ(blended({200, 10, 50, 77}, kTransparent), (Colour{200, 10, 50, 77}));
    EXPECT_EQ(blended(kTransparent, {10, 20, 30, 40}), (Colour{10, 20, 30, 40}));
    EXPECT_EQ(blended(kTransparent, kTransparent), kTransparent);
    // 0.2 over 0.6: opacity 0.2 + 0.6 · 0.8 = 0.68; red 255 · 0.2/0.68, blue 255 · 0.48/0.68.
    EXPECT_EQ(blended({255, 0, 0, 51}, {0, 0, 255, 153}), (Colour{75, 0, 180, 173}));
}

TEST(Colour, ContrastIsThatOfWcag)
{
    EXPECT_NEAR(contrast_ratio({0, 0, 0, 255}, {255, 255, 255, 255}), 21.0, 1e-12);
    // #767676 on white is the familiar lightest grey that passes 4.5.
    EXPECT_NEAR(contrast_ratio({0x76, 0x76, 0x76, 255}, {255, 255, 255, 255}), 4.54, 0.005);
}

}  // namespace
}  // namespace heatward::render

#include "heatward/maps/basemap_style.hpp"

#include <tuple>

#include <gmock/gmock.h>

namespace heatward::maps {
namespace {

using testing::HasSubstr;

std::string style_text(const std::string& replace = "", const std::string& by = "")
{
    std::string text = R"(id = "mine"
title = "Mine"
description = "For a test."
land = "#000001"
water = "#000002"
green = "#000003"
building = "#000004"
road = "#000005"
road_casing = "#000006"
rail = "#000007"
place = "#000008"
)";
    if (!replace.empty()) {
        text.replace(text.find(replace), replace.size(), by);
    }
    return text;
}

TEST(BasemapStyle, ReadsItsColours)
{
    const auto style = parse_basemap_style(style_text(), "mine.toml");
    ASSERT_TRUE(style) << style.error().message;
    EXPECT_EQ(style->land, (render::Colour{0, 0, 1, 255}));
    EXPECT_EQ(style->road_casing, (render::Colour{0, 0, 6, 255}));
    EXPECT_EQ(style->place, (render::Colour{0, 0, 8, 255}));
}

TEST(BasemapStyle, ErrorsNameFileAndKey)
{
    for (const auto& [replace, by, key] : {std::tuple{"\"#000005\"", "\"grey\"", "road"},
                                           {"rail = \"#000007\"", "", "rail"},
                                           {"place =", "places =", "places"},
                                           {"\"Mine\"", "1", "title"},
                                           {"id = \"mine\"", "id = ", "line 1"}}) {
        const auto style = parse_basemap_style(style_text(replace, by), "mine.toml");
        ASSERT_FALSE(style) << replace;
        EXPECT_THAT(style.error().message, HasSubstr("mine.toml"));
        EXPECT_THAT(style.error().message, HasSubstr(key));
    }
}

TEST(BasemapStyle, TheProgramsOwnStaysPaleUnderADensity)
{
    const BasemapStyle& style = basemap_style();
    for (const render::Colour& colour : {style.land, style.water, style.green, style.building}) {
        EXPECT_GT(render::relative_luminance(colour), 0.6);
    }
    // Names are read on land.
    EXPECT_GE(render::contrast_ratio(style.place, style.land), 4.0);
}

}  // namespace
}  // namespace heatward::maps

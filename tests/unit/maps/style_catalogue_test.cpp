#include "heatward/maps/style_catalogue.hpp"

#include <cmath>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heatward::maps {
namespace {

using testing::HasSubstr;

constexpr render::Colour kLightMap{0xf4, 0xf2, 0xee, 255};

std::string style_text(const std::string& replace = "", const std::string& by = "")
{
    std::string text = R"(id = "mine"
title = "Mine"
description = "For a test."
colours = ["#000001", "#000002", "#000003", "#000004", "#000005", "#000006", "#000007"]
opacities = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 1]
)";
    if (!replace.empty()) {
        text.replace(text.find(replace), replace.size(), by);
    }
    return text;
}

TEST(StyleCatalogue, ReadsAStyle)
{
    const auto style = parse_style(style_text(), "mine.toml");
    ASSERT_TRUE(style) << style.error().message;
    EXPECT_EQ(style->id, "mine");
    EXPECT_EQ(style->classes[0], (render::Colour{0, 0, 1, 26}));
    EXPECT_EQ(style->classes[6], (render::Colour{0, 0, 7, 255}));
}

TEST(StyleCatalogue, ErrorsNameFileAndKey)
{
    const auto message = [](const std::string& text) {
        const auto style = parse_style(text, "mine.toml");
        return style ? std::string("no error") : style.error().message;
    };
    for (const auto& [replace, by, key] : {std::tuple{"#000003", "red", "colours"},
                                           {"\"#000003\", ", "", "colours"},
                                           {"0.3", "0", "opacities"},
                                           {"0.3", "1.01", "opacities"},
                                           {"0.3, ", "", "opacities"},
                                           {"0.3", "\"0.3\"", "opacities"},
                                           {"title = \"Mine\"", "", "title"},
                                           {"title = \"Mine\"", "title = \"\"", "title"},
                                           {"id =", "idd =", "idd"}}) {
        const std::string text = message(style_text(replace, by));
        EXPECT_THAT(text, HasSubstr("mine.toml")) << replace;
        EXPECT_THAT(text, HasSubstr(key)) << replace;
    }
    EXPECT_THAT(message("id = \"a\"\nid = \"b\""), HasSubstr("line 2"));
}

TEST(StyleCatalogue, HasTheDefault)
{
    std::set<std::string> ids;
    for (const render::Style& style : styles()) {
        EXPECT_TRUE(ids.insert(style.id).second);
        EXPECT_EQ(find_style(style.id).value(), style);
    }
    EXPECT_TRUE(ids.contains(std::string(kDefaultStyle)));
}

TEST(StyleCatalogue, AnUnknownStyleIsToldTheNearest)
{
    const auto style = find_style("densty");
    ASSERT_FALSE(style);
    EXPECT_THAT(style.error().message, HasSubstr("\"densty\""));
    EXPECT_THAT(style.error().message, HasSubstr("did you mean \"density\""));
    EXPECT_THAT(find_style("x").error().message, HasSubstr("density-cool"));
}

/// Machado et al. 2009, complete dichromacy, on linear channels: what protanopes, deuteranopes
/// and tritanopes see, as luminance.
double luminance_seen(const render::Colour& colour, const double (&matrix)[3][3])
{
    const auto linear = [](std::uint8_t channel) {
        const double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const double rgb[3] = {linear(colour.red), linear(colour.green), linear(colour.blue)};
    const double weights[3] = {0.2126, 0.7152, 0.0722};
    double luminance = 0;
    for (int i = 0; i < 3; ++i) {
        double channel = 0;
        for (int j = 0; j < 3; ++j) {
            channel += matrix[i][j] * rgb[j];
        }
        luminance += weights[i] * std::min(1.0, std::max(0.0, channel));
    }
    return luminance;
}

TEST(StyleCatalogue, RampsDarkenFromClassToClassForEveryEye)
{
    const double eyes[4][3][3] = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
                                  {{0.152286, 1.052583, -0.204868},
                                   {0.114503, 0.786281, 0.099216},
                                   {-0.003882, -0.048116, 1.051998}},
                                  {{0.367322, 0.860646, -0.227968},
                                   {0.280085, 0.672501, 0.047413},
                                   {-0.011820, 0.042940, 0.968881}},
                                  {{1.255528, -0.076749, -0.178779},
                                   {-0.078411, 0.930809, 0.147602},
                                   {0.004733, 0.691367, 0.303900}}};
    for (const render::Style& style : styles()) {
        if (style.id == "risk") {
            continue;  // diverges: below
        }
        for (const auto& eye : eyes) {
            double before = luminance_seen(kLightMap, eye);
            for (const render::Colour& colour : style.classes) {
                const double seen = luminance_seen(render::over(colour, kLightMap), eye);
                // WCAG's contrast of neighbours; about one just noticeable step is 1.02.
                EXPECT_GT((before + 0.05) / (seen + 0.05), 1.08) << style.id;
                before = seen;
            }
        }
        EXPECT_GT(render::contrast_ratio(kLightMap, render::over(style.classes[6], kLightMap)), 7);
    }
}

TEST(StyleCatalogue, ADivergingRampDarkensToBothEnds)
{
    const render::Style style = find_style("risk").value();
    const auto seen = [&](std::size_t i) {
        return render::contrast_ratio(kLightMap, render::over(style.classes[i], kLightMap));
    };
    for (std::size_t step = 1; step <= 3; ++step) {
        EXPECT_GT(seen(3 - step), 1.08 * seen(4 - step));
        EXPECT_GT(seen(3 + step), 1.08 * seen(2 + step));
        // Blue against red, so that the two sides are told apart by every common kind of sight.
        EXPECT_GT(style.classes[3 - step].blue, style.classes[3 - step].red);
        EXPECT_GT(style.classes[3 + step].red, style.classes[3 + step].blue);
    }
    EXPECT_GT(seen(0), 7);
    EXPECT_GT(seen(6), 7);
}

}  // namespace
}  // namespace heatward::maps

#include "heatward/maps/static_map.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/render/rgba_png.hpp"
#include "map_case.hpp"
#include "map_layout.hpp"
#include "map_texts.hpp"
#include "map_view.hpp"
#include "number_text.hpp"

namespace heatward::maps {
namespace {

using testing::HasSubstr;
using testing::Not;

MapOptions bare(int width, int height)
{
    MapOptions options;
    options.width = width;
    options.height = height;
    options.title = options.legend = options.scale_bar = options.north_arrow = false;
    options.boundaries = options.labels = false;
    return options;
}

std::size_t differing_pixels(const render::RgbaImage& a, const render::RgbaImage& b)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        count += a.pixels[i] == b.pixels.at(i) ? 0U : 1U;
    }
    return count;
}

TEST(StaticMap, IsAsLargeAsAskedAndRepeatsItsBytes)
{
    Case c("violence");
    MapOptions options;
    options.width = 640;
    options.height = 480;
    const auto png = draw_map(c.content, options);
    EXPECT_EQ(png, draw_map(c.content, options));
    const auto image = render::decode_png(png);
    EXPECT_EQ(image.width, 640);
    EXPECT_EQ(image.height, 480);
    options.scale = 2;
    options.threads = 2;
    const auto fine = render::decode_png(draw_map(c.content, options));
    EXPECT_EQ(fine.width, 1280);
    EXPECT_EQ(fine.height, 960);
}

TEST(StaticMap, EveryPartCanBeLeftOut)
{
    Case c("violence");
    MapOptions options;
    options.width = 800;
    options.height = 600;
    const auto full = render::decode_png(draw_map(c.content, options));
    for (bool MapOptions::*part :
         {&MapOptions::title, &MapOptions::legend, &MapOptions::scale_bar, &MapOptions::north_arrow,
          &MapOptions::boundaries, &MapOptions::labels}) {
        MapOptions without = options;
        without.*part = false;
        const auto image = render::decode_png(draw_map(c.content, without));
        EXPECT_GT(differing_pixels(full, image), 300U);
    }
}

/// Where a page has its map.
Box map_box(const Case& c, const MapOptions& options)
{
    Canvas canvas(options.width, options.height, 1, MapFormat::png);
    const Legend legend =
        make_legend(county(), c.layer, *c.content.summary, c.density.filter(), c.colours);
    return lay_out_page(canvas, map_texts(c.content), legend, options).map;
}

/// Whether the classes within `reach` cells all show a colour.
bool is_coloured_around(const Raster<std::uint8_t>& classes, int row, int column, int reach)
{
    return classes.at(row, column) != 0 && classes.at(row, column + reach) != 0 &&
           classes.at(row, column - reach) != 0 && classes.at(row + reach, column) != 0 &&
           classes.at(row - reach, column) != 0;
}

TEST(StaticMap, ThePixelsAreTheDensitysOwn)
{
    const Case c("harm");
    const MapOptions options = bare(700, 500);
    const auto image = render::decode_png(draw_map(c.content, options));
    const Box box = map_box(c, options);
    const MapView view(c.content.extent.project_m, box);
    const auto classes = c.colours.classes().classify(c.density.evaluate(view.pixels(1), true, 1));
    const render::Colour land{0xf4, 0xf2, 0xee, 255};
    std::size_t checked = 0;
    for (int row = 4; row + 4 < classes.frame.rows; ++row) {
        for (int column = 4; column + 4 < classes.frame.columns; ++column) {
            // On the border of the study area pixels are mixed.
            if (!is_coloured_around(classes, row, column, 3)) {
                continue;
            }
            const auto wanted = render::over(c.colours.palette()[classes.at(row, column)], land);
            const auto& pixel =
                image.at(static_cast<int>(box.y) + row, static_cast<int>(box.x) + column);
            ASSERT_NEAR(pixel.red, wanted.red, 2) << row << " " << column;
            ASSERT_NEAR(pixel.green, wanted.green, 2) << row << " " << column;
            ASSERT_NEAR(pixel.blue, wanted.blue, 2) << row << " " << column;
            ++checked;
        }
    }
    EXPECT_GT(checked, 10000U);
}

TEST(StaticMap, WritesPdfAndSvg)
{
    Case c("violence");
    MapOptions options;
    options.width = 800;
    options.height = 600;
    options.format = MapFormat::pdf;
    const auto pdf = draw_map(c.content, options);
    EXPECT_EQ(pdf.substr(0, 5), "%PDF-");
    EXPECT_THAT(pdf, HasSubstr("/MediaBox [ 0 0 600 450 ]"));
    EXPECT_EQ(pdf, draw_map(c.content, options));
    options.format = MapFormat::svg;
    const auto svg = draw_map(c.content, options);
    EXPECT_THAT(svg, HasSubstr("<svg"));
    EXPECT_THAT(svg, HasSubstr("width=\"800px\" height=\"600px\""));
    EXPECT_EQ(svg, draw_map(c.content, options));
}

TEST(StaticMap, SmallAndUprightPagesAreDrawn)
{
    Case c("violence");
    MapOptions options;
    for (const auto& [width, height] :
         {std::pair{kMinMapSide, kMinMapSide}, {300, 1200}, {1200, 100}, {kMaxMapSide, 64}}) {
        options.width = width;
        options.height = height;
        const auto image = render::decode_png(draw_map(c.content, options));
        EXPECT_EQ(image.width, width);
        EXPECT_EQ(image.height, height);
    }
}

TEST(StaticMap, ThereIsAnEndToTheSizesOfType)
{
    // What a server is asked for must not fill the font caches: see map_layout.cpp.
    const Case c("violence");
    const MapTexts texts = map_texts(c.content);
    std::set<double> sizes;
    for (int side = kMinMapSide; side <= kMaxMapSide; side += 3) {
        MapOptions options = bare(side, std::max(kMinMapSide, 3 * side / 4));
        Canvas canvas(options.width, options.height, 1, MapFormat::svg);
        sizes.insert(source_style(lay_out_page(canvas, texts, {}, options)).size);
    }
    EXPECT_GT(sizes.size(), 10U);
    EXPECT_LE(sizes.size(), 50U);
}

TEST(StaticMap, SizesBeyondTheLimitsAreErrorsThatNameThem)
{
    MapOptions options;
    EXPECT_TRUE(check(options));
    options.width = kMaxMapSide + 1;
    ASSERT_FALSE(check(options));
    EXPECT_THAT(check(options).error().message, HasSubstr("width"));
    options.width = 2049;
    EXPECT_TRUE(check(options));
    options.scale = 2;
    EXPECT_FALSE(check(options));
    options.scale = 3;
    EXPECT_THAT(check(options).error().message, HasSubstr("scale"));
    options = {};
    options.height = kMinMapSide - 1;
    EXPECT_THAT(check(options).error().message, HasSubstr("height"));
    Case c("violence");
    EXPECT_THROW(draw_map(c.content, options), DataError);
}

TEST(StaticMap, NeedsALayerInTheProjectsPlane)
{
    Case c("violence");
    const DensityLayer mercator(layer_input(county(), c.layer), Plane::web_mercator);
    c.content.density = &mercator;
    EXPECT_THROW(draw_map(c.content, {}), DataError);
}

TEST(StaticMap, AnAreasMapSaysItsNameAndItsShare)
{
    Case c("violence");
    c.content.extent = extent_of_area(county(), "D3").value();
    const MapTexts texts = map_texts(c.content);
    EXPECT_EQ(texts.title, "Midton: Violence, 2025");
    std::size_t inside = 0;
    const WindingIndex midton(county().area_sets[0].geometry[2]);
    for (const auto row : c.density.selection().rows) {
        inside += midton.contains({county().incidents.x[row], county().incidents.y[row]}) ? 1U : 0U;
    }
    ASSERT_GT(inside, 1000U);
    const std::string count = std::to_string(inside);
    EXPECT_THAT(texts.subtitle, HasSubstr(count.substr(0, 1) + "," + count.substr(1) + " of "));
    // The surroundings are paler than on the county's own map at the same scale.
    MapContent plain = c.content;
    plain.extent.area_set.clear();
    plain.extent.area_code.clear();
    const auto focused = render::decode_png(draw_map(c.content, bare(400, 300)));
    const auto unfocused = render::decode_png(draw_map(plain, bare(400, 300)));
    EXPECT_GT(differing_pixels(focused, unfocused), 5000U);
}

TEST(StaticMap, ARelativeRiskIsNotMadePalerAroundAnArea)
{
    Case c("violence");
    project::Layer risk = c.layer;
    risk.controls = project::IncidentGroup{risk.categories, risk.sources};
    c.content.layer = &risk;
    c.content.extent = extent_of_area(county(), "D3").value();
    MapContent plain = c.content;
    plain.extent.area_set.clear();
    plain.extent.area_code.clear();
    const auto focused = render::decode_png(draw_map(c.content, bare(400, 300)));
    const auto unfocused = render::decode_png(draw_map(plain, bare(400, 300)));
    // The area's own outline alone.
    EXPECT_LT(differing_pixels(focused, unfocused), 4000U);
    EXPECT_GT(differing_pixels(focused, unfocused), 300U);
}

TEST(StaticMap, SaysThatItsDensityIsUnknownInsteadOfShowingNone)
{
    for (const auto& [interval, notice, period] :
         {std::tuple{"2024-03", "Outside the layer's period", "March 2024"},
          {"2025-03-03", "Times are known to the month only", "3 March 2025"}}) {
        const AskedCase c("violence", interval);
        const MapTexts texts = map_texts(c.content);
        EXPECT_EQ(texts.notice, notice);
        EXPECT_THAT(texts.subtitle, HasSubstr(period));
        EXPECT_THAT(texts.subtitle, Not(HasSubstr("incidents")));
        EXPECT_THAT(texts.subtitle, Not(HasSubstr("no dates")));
        EXPECT_EQ(texts.reading_note, "");
        // The band covers the middle of the map; the known map has none.
        const MapOptions options = bare(600, 450);
        const auto picture = render::decode_png(draw_map(c.content, options));
        const Case known("violence");
        const auto plain = render::decode_png(draw_map(known.content, options));
        const Box map = map_box(known, options);
        const int row = static_cast<int>(map.y + map.height / 2) - 12;
        std::size_t white = 0;
        for (int x = static_cast<int>(map.x) + 2; x < static_cast<int>(map.x) + 40; ++x) {
            const auto& pixel = picture.at(row, x);
            white += pixel.red > 252 && pixel.green > 252 && pixel.blue > 252 ? 1U : 0U;
        }
        EXPECT_EQ(white, 38U);
        EXPECT_GT(differing_pixels(picture, plain), 5000U);
    }
}

TEST(StaticMap, AnUnknownDensityHasNoLegendOfClasses)
{
    const AskedCase unknown("violence", "2024");
    const Case known("violence");
    MapOptions options;
    options.width = 1200;
    options.height = 900;
    const auto strongest = render::over(known.colours.palette().back(), {0xf4, 0xf2, 0xee, 255});
    const auto count = [&](const Case& c) {
        const auto image = render::decode_png(draw_map(c.content, options));
        return std::count_if(image.pixels.begin(), image.pixels.end(), [&](const auto& pixel) {
            return std::abs(pixel.red - strongest.red) <= 1 &&
                   std::abs(pixel.green - strongest.green) <= 1 &&
                   std::abs(pixel.blue - strongest.blue) <= 1;
        });
    };
    EXPECT_GT(count(known), 300);
    EXPECT_EQ(count(unknown), 0);
}

TEST(StaticMap, ARectanglesMapCountsWhatIsInView)
{
    Case c("violence");
    const gis::Projection projection("EPSG:27700");
    c.content.extent = extent_of_rectangle(county(), {-0.1, 52.1, 0.1, 52.2}, projection).value();
    const Extent view{540000, 240000, 552000, 252000};
    std::size_t inside = 0;
    for (const auto i : c.density.selection().rows) {
        inside += view.contains(county().incidents.x[i], county().incidents.y[i]) ? 1U : 0U;
    }
    const std::size_t total = c.density.selection().rows.size();
    ASSERT_GT(inside, 10U);
    ASSERT_LT(inside, total);
    EXPECT_THAT(
        map_texts(c.content, &view).subtitle,
        HasSubstr(whole_number_text(static_cast<std::int64_t>(inside)) + " of " +
                  whole_number_text(static_cast<std::int64_t>(total)) + " incidents in view"));
    EXPECT_NO_THROW(draw_map(c.content, bare(300, 300)));
}

TEST(StaticMap, RefusesARectangleOffTheStudyArea)
{
    Case c("violence");
    c.content.extent.degrees = Extent{-3.1, 54.1, -3.0, 54.2};
    try {
        draw_map(c.content, bare(300, 300));
        FAIL() << "drawn";
    } catch (const DataError& error) {
        EXPECT_THAT(error.what(), HasSubstr("bbox"));
        EXPECT_THAT(error.what(), HasSubstr("study area"));
    }
}

TEST(StaticMap, TheFootOfAnA4PageIsReadInPrint)
{
    const Case c("violence");
    MapOptions options;
    for (const auto& [width, height] : {std::pair{1123, 794}, {794, 1123}}) {
        options.width = width;
        options.height = height;
        Canvas canvas(width, height, 1, MapFormat::svg);
        const MapLayout layout = lay_out_page(canvas, map_texts(c.content), {}, options);
        constexpr double kPointsPerPixel = 0.75;
        EXPECT_GE(source_style(layout).size * kPointsPerPixel, 7.5);
        EXPECT_GE(marking_style(layout).size * kPointsPerPixel, 7.5);
    }
}

}  // namespace
}  // namespace heatward::maps

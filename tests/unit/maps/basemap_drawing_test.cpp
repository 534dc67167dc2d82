#include "basemap_drawing.hpp"

#include <gmock/gmock.h>

#include "heatward/maps/static_map.hpp"
#include "heatward/maps/style_catalogue.hpp"
#include "heatward/render/rgba_png.hpp"
#include "support/golden.hpp"
#include "support/small_basemap.hpp"
#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

constexpr double kWest = 540'000;
constexpr double kSouth = 250'000;
constexpr double kSize = 8'000;

Extent extent() { return {kWest, kSouth, kWest + kSize, kSouth + kSize}; }

/// The small basemap alone on a page without text.
std::string picture_of(const Basemap& basemap)
{
    Canvas canvas(400, 400, 1, MapFormat::png);
    const MapView view(extent(), {0, 0, 400, 400});
    canvas.fill(view.box(), {0xfb, 0xfb, 0xfa, 255});
    draw_basemap(canvas, view, basemap, basemap_style(), 1);
    return canvas.finish();
}

render::Colour colour_at(const render::RgbaImage& image, double x, double y)
{
    const MapView view(extent(), {0, 0, 400, 400});
    const PagePoint at = view.to_page({kWest + x * kSize, kSouth + y * kSize});
    return image.at(static_cast<int>(at.y), static_cast<int>(at.x));
}

TEST(BasemapDrawing, LooksAsItDid)
{
    test::expect_golden(picture_of(test::small_basemap(kWest, kSouth, kSize)), "basemap-small");
}

TEST(BasemapDrawing, LaterClassesLieOverEarlierOnes)
{
    const auto image = render::decode_png(picture_of(test::small_basemap(kWest, kSouth, kSize)));
    const BasemapStyle& style = basemap_style();
    EXPECT_EQ(colour_at(image, 0.9, 0.1), style.water) << "the bay: no land is sea";
    EXPECT_EQ(colour_at(image, 0.3, 0.2), style.land);
    EXPECT_EQ(colour_at(image, 0.17, 0.67), style.water) << "the lake";
    EXPECT_EQ(colour_at(image, 0.25, 0.75), style.land) << "its island";
    EXPECT_EQ(colour_at(image, 0.7, 0.7), style.green);
    EXPECT_EQ(colour_at(image, 0.54, 0.54), style.building);
    // A thin line's pixels are mixed with its casing.
    EXPECT_LT(colour_at(image, 0.5, 0.5).red, style.building.red - 5);
}

TEST(BasemapDrawing, WithoutLandTheGroundStays)
{
    Basemap basemap = test::small_basemap(kWest, kSouth, kSize);
    basemap.erase(basemap.begin());
    EXPECT_FALSE(has_land(basemap));
    EXPECT_EQ(colour_at(render::decode_png(picture_of(basemap)), 0.9, 0.1),
              (render::Colour{0xfb, 0xfb, 0xfa, 255}));
}

TEST(BasemapDrawing, RoadsAreDrawnWhereTheyAreLongEnoughForTheScale)
{
    // A road of 200 m on 400 pixels of 8 km is ten pixels long: too little.
    const auto with_stroke = [](double stroke_m) {
        return render::decode_png(
            picture_of({{BasemapClass::road,
                         {test::basemap_line(
                             "", stroke_m,
                             {{kWest + 4000, kSouth + 4000}, {kWest + 4200, kSouth + 4000}})}}}));
    };
    const render::Colour ground{0xfb, 0xfb, 0xfa, 255};
    EXPECT_EQ(colour_at(with_stroke(200), 0.5125, 0.5), ground);
    EXPECT_NE(colour_at(with_stroke(6000), 0.5125, 0.5), ground);
}

class PlaceNames : public testing::Test {
protected:
    std::size_t draw(const Basemap& basemap, const std::vector<DrawnLabel>& drawn,
                     const std::vector<Box>& obstacles)
    {
        return draw_place_names(m_canvas, m_view, basemap, basemap_style(), 1, drawn, obstacles);
    }

    Canvas m_canvas{400, 400, 1, MapFormat::png};
    MapView m_view{extent(), {0, 0, 400, 400}};
    Basemap m_basemap = test::small_basemap(kWest, kSouth, kSize);
};

TEST_F(PlaceNames, StandWhereThereIsRoom)
{
    EXPECT_EQ(draw(m_basemap, {}, {}), 2U);
    EXPECT_EQ(draw({}, {}, {}), 0U);
    EXPECT_EQ(draw(m_basemap, {}, {{0, 0, 400, 400}}), 0U);
    // Market stands in the middle; another at the same place has no room for its dot.
    m_basemap.back().features.push_back(
        test::basemap_place("Twin", m_basemap.back().features[0].points[0]));
    EXPECT_EQ(draw(m_basemap, {}, {}), 2U);
}

TEST_F(PlaceNames, GiveWayToAreasNamesAndDoNotRepeatThem)
{
    EXPECT_EQ(draw(m_basemap, {{"Ward", {150, 150, 100, 100}}}, {}), 1U) << "over Market's dot";
    EXPECT_EQ(draw(m_basemap, {{"Market", {0, 0, 20, 10}}}, {}), 1U);
}

TEST_F(PlaceNames, BeyondTheMapAreNotSet)
{
    m_basemap.back().features = {test::basemap_place("Far", {kWest - 5000, kSouth}),
                                 test::basemap_place("", {kWest + 4000, kSouth + 4000})};
    EXPECT_EQ(draw(m_basemap, {}, {}), 0U);
}

TEST(BasemapMap, ADensityIsDrawnOverIt)
{
    run_store::RunData run = test::synthetic_county();
    const project::Layer& layer = test::layer_of(run, "violence");
    const DensityLayer density(layer_input(run, layer), Plane::project);
    const DensityColours colours(test::summary_of(run, "violence").breaks,
                                 find_style("density").value());
    MapContent content;
    content.run = &run;
    content.layer = &layer;
    content.summary = &test::summary_of(run, "violence");
    content.density = &density;
    content.colours = &colours;
    content.extent = whole_extent(run);
    MapOptions options;
    options.width = 600;
    options.height = 400;
    options.title = options.legend = options.scale_bar = options.north_arrow = false;
    options.labels = false;
    const std::string without = draw_map(content, options);
    run.basemap = test::small_basemap(525'000, 226'000, 70'000);
    for (const MapFormat format : {MapFormat::pdf, MapFormat::svg, MapFormat::png}) {
        options.format = format;
        const std::string with = draw_map(content, options);
        EXPECT_EQ(with, draw_map(content, options)) << "the same bytes again";
        EXPECT_NE(with, without);
    }
    const auto image = render::decode_png(draw_map(content, options));
    // The density hides the lake in part and is tinted by it: some pixel is the style's water, and
    // some that was a class's colour over land is one over water now.
    const auto before = render::decode_png(without);
    const BasemapStyle& style = basemap_style();
    std::size_t over_water = 0;
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        for (const render::Colour& colour : colours.palette()) {
            const bool was_over_land =
                colour.alpha > 0 && before.pixels[i] == render::over(colour, style.land);
            over_water +=
                was_over_land && image.pixels[i] == render::over(colour, style.water) ? 1U : 0U;
        }
    }
    EXPECT_GT(over_water, 100U);
}

}  // namespace
}  // namespace heatward::maps

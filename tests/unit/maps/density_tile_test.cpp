#include "heatward/maps/density_tile.hpp"

#include <array>
#include <string>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/maps/style_catalogue.hpp"
#include "heatward/render/rgba_png.hpp"
#include "support/golden.hpp"
#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

const run_store::RunData& county()
{
    static const run_store::RunData run = test::synthetic_county();
    return run;
}

/// A layer of the county in web mercator with its colours.
struct Drawn {
    DensityLayer layer;
    DensityColours colours;

    explicit Drawn(const char* id, const char* style = "density")
        : layer(layer_input(county(), test::layer_of(county(), id)), Plane::web_mercator),
          colours(test::summary_of(county(), id).breaks, find_style(style).value())
    {
    }
    [[nodiscard]] render::RgbaImage tile(const TileId& tile, int scale_log2 = 0) const
    {
        return render::decode_png(density_tile_png(layer, tile, scale_log2, colours));
    }
    [[nodiscard]] render::RgbaImage window(const GridFrame& frame) const
    {
        return render::decode_png(density_window_png(layer, frame, colours));
    }
};

void expect_part(const render::RgbaImage& whole, int row, int column, const render::RgbaImage& part)
{
    for (int r = 0; r < part.height; ++r) {
        for (int c = 0; c < part.width; ++c) {
            ASSERT_EQ(whole.at(row + r, column + c), part.at(r, c)) << row + r << " " << column + c;
        }
    }
}

TEST(DensityTile, APictureOfFourTilesIsTheFourTiles)
{
    for (const char* id : {"violence", "harm"}) {
        const Drawn drawn(id);
        const TileId first{10, 512, 337};
        const auto picture =
            drawn.window(mercator_frame(10, 256LL * first.x, 256LL * first.y, 512, 512));
        for (const auto& [x, y] : {std::pair{0, 0}, {1, 0}, {0, 1}, {1, 1}}) {
            expect_part(picture, 256 * y, 256 * x,
                        drawn.tile({first.z, first.x + static_cast<std::uint32_t>(x),
                                    first.y + static_cast<std::uint32_t>(y)}));
        }
        // Cut at no tile's border.
        expect_part(picture, 101, 77,
                    drawn.window(
                        mercator_frame(10, 256LL * first.x + 77, 256LL * first.y + 101, 333, 222)));
    }
}

TEST(DensityTile, TwiceThePixelsAreTheFourTilesBelow)
{
    for (const char* id : {"violence", "harm"}) {
        const Drawn drawn(id);
        const TileId tile{9, 256, 168};
        const auto fine = drawn.tile(tile, 1);
        ASSERT_EQ(fine.width, 512);
        for (const auto& [x, y] : {std::pair{0U, 0U}, {1U, 0U}, {0U, 1U}, {1U, 1U}}) {
            expect_part(fine, static_cast<int>(256 * y), static_cast<int>(256 * x),
                        drawn.tile({10, 2 * tile.x + x, 2 * tile.y + y}));
        }
    }
}

TEST(DensityTile, FarAwayAndBeyondTheBorderNothingShows)
{
    const Drawn drawn("violence");
    EXPECT_EQ(drawn.tile({10, 0, 0}), render::RgbaImage(256, 256));
    EXPECT_EQ(drawn.tile({22, 0, 0}), render::RgbaImage(256, 256));
    // The county is a handful of pixels of the whole world.
    const auto world = drawn.tile({0, 0, 0});
    EXPECT_EQ(world.at(0, 0), render::kTransparent);
    const GridFrame frame = mercator_frame_of({9, 256, 168});
    const auto picture = drawn.tile({9, 256, 168});
    const auto surface = drawn.layer.evaluate(frame, true, 1);
    std::size_t coloured = 0;
    for (std::size_t i = 0; i < surface.values.size(); ++i) {
        const bool shows = surface.values[i] >= drawn.colours.breaks()[0];
        ASSERT_EQ(picture.pixels[i].alpha != 0, shows);
        coloured += shows ? 1U : 0U;
    }
    EXPECT_GT(coloured, 1000U);
}

TEST(DensityTile, TheDeepestZoomIsDrawn)
{
    const Drawn drawn("violence");
    const DensityLayer& layer = drawn.layer;
    // The tile of zoom 22 that holds the first incident.
    const PlaneGeometry geometry(Plane::web_mercator, "EPSG:27700", county().incidents,
                                 county().study_area);
    const PlacedIncident place = geometry.placed(*layer.selection().rows.begin());
    const double side = pixel_size_at(22) * kTileSize;
    const TileId tile{22, static_cast<std::uint32_t>((place.x + kMercatorHalfWidth) / side),
                      static_cast<std::uint32_t>((kMercatorHalfWidth - place.y) / side)};
    const auto image = drawn.tile(tile, 1);
    EXPECT_EQ(image.width, 512);
    EXPECT_NE(image.at(256, 256), render::kTransparent);
}

TEST(DensityTile, RefusesWhatIsNoTile)
{
    const Drawn drawn("violence");
    EXPECT_THROW(density_tile_png(drawn.layer, {5, 1, 1}, 2, drawn.colours), DataError);
    EXPECT_THROW(density_tile_png(drawn.layer, {5, 1, 1}, -1, drawn.colours), DataError);
    const DensityLayer project(layer_input(county(), test::layer_of(county(), "violence")),
                               Plane::project);
    EXPECT_THROW(density_tile_png(project, {5, 1, 1}, 0, drawn.colours), DataError);
}

TEST(DensityTile, LooksAsItDid)
{
    const Drawn violence("violence");
    test::expect_golden(density_tile_png(violence.layer, {8, 128, 84}, 0, violence.colours),
                        "violence-8-128-84");
    test::expect_golden(density_tile_png(violence.layer, {9, 256, 168}, 0, violence.colours),
                        "violence-9-256-168");
    test::expect_golden(density_tile_png(violence.layer, {12, 2052, 1351}, 0, violence.colours),
                        "violence-12-2052-1351");
    const Drawn harm("harm", "density-cool");
    test::expect_golden(density_tile_png(harm.layer, {9, 256, 168}, 1, harm.colours),
                        "harm-9-256-168@2x");
}

}  // namespace
}  // namespace heatward::maps

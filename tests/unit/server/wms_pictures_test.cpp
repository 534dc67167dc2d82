#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/tile_id.hpp"
#include "heatward/gis/projection.hpp"
#include "wms_example.hpp"

namespace heatward::server {
namespace {

using render::RgbaImage;
using test::box;
using test::box_north_first;
using test::kDegrees;
using test::kMercator;
using test::kMetres;
using test::map_address;
using test::picture;
using test::ServedExample;
using ::testing::HasSubstr;

/// The zoom's pixels by way of its tiles.
class TilePixels {
public:
    TilePixels(ServedExample& example, int zoom) : m_example(example), m_zoom(zoom) {}

    render::Colour at(std::int64_t x, std::int64_t y)
    {
        const auto key = std::pair(x / kTileSize, y / kTileSize);
        auto found = m_tiles.find(key);
        if (found == m_tiles.end()) {
            found =
                m_tiles
                    .emplace(key, picture(m_example, fmt::format("/tiles/violence/{}/{}/{}.png",
                                                                 m_zoom, key.first, key.second)))
                    .first;
        }
        return found->second.at(static_cast<int>(y % kTileSize), static_cast<int>(x % kTileSize));
    }

private:
    ServedExample& m_example;
    int m_zoom;
    std::map<std::pair<std::int64_t, std::int64_t>, RgbaImage> m_tiles;
};

/// `places` is how many digits stand behind the point; negative: as many as it takes.
void expect_windows_equal_tiles(int zoom, int places)
{
    ServedExample example;
    TilePixels tiles(example, zoom);
    std::mt19937 random(static_cast<unsigned>(zoom));
    const double pixel = pixel_size_at(zoom);
    int shown = 0;
    for (int trial = 0; trial < 4; ++trial) {
        const int width = std::uniform_int_distribution(1, 400)(random);
        const int height = std::uniform_int_distribution(1, 300)(random);
        const double east =
            std::uniform_real_distribution(kMercator.min_x, kMercator.max_x)(random);
        const double north =
            std::uniform_real_distribution(kMercator.min_y, kMercator.max_y)(random);
        const auto x = static_cast<std::int64_t>((east + kMercatorHalfWidth) / pixel) - width / 2;
        const auto y = static_cast<std::int64_t>((kMercatorHalfWidth - north) / pixel) - height / 2;
        const Extent extent = mercator_frame(zoom, x, y, width, height).extent();
        const std::string bbox =
            places < 0
                ? box(extent)
                : fmt::format("{:.{}f},{:.{}f},{:.{}f},{:.{}f}", extent.min_x, places, extent.min_y,
                              places, extent.max_x, places, extent.max_y, places);
        const auto window = picture(example, map_address("EPSG:3857", bbox, width, height));
        ASSERT_EQ(window.width, width);
        ASSERT_EQ(window.height, height);
        for (int row = 0; row < height; ++row) {
            for (int column = 0; column < width; ++column) {
                const auto colour = window.at(row, column);
                shown += colour.alpha > 0 ? 1 : 0;
                ASSERT_EQ(colour, tiles.at(x + column, y + row))
                    << "zoom " << zoom << " pixel " << column << "," << row << " of " << bbox;
            }
        }
    }
    EXPECT_TRUE(shown > 0 || zoom > 12) << "zoom " << zoom;
}

TEST(Wms, WindowsOnTheLatticeEqualTheTilesToTheBit)
{
    for (const int zoom : {6, 8, 10, 12, 15, 18}) {
        expect_windows_equal_tiles(zoom, -1);
    }
}

TEST(Wms, WindowsWrittenInFewDigitsAreStillOnTheLattice) { expect_windows_equal_tiles(13, 3); }

TEST(Wms, APictureThatIsATileIsThatTilesAnswer)
{
    ServedExample example;
    const TileId id{10, 512, 337};
    const auto tile = example.get("/tiles/violence/10/512/337.png");
    const auto map = example.get(map_address("EPSG:3857", box(mercator_extent_of(id)), 256, 256));
    EXPECT_EQ(map.body, tile.body);
    EXPECT_EQ(map.header("ETag"), tile.header("ETag"));
    EXPECT_EQ(map.header("X-Heatward-Excluded"), tile.header("X-Heatward-Excluded"));
    const auto twice = example.get(map_address("EPSG:3857", box(mercator_extent_of(id)), 512, 512));
    EXPECT_EQ(twice.header("ETag"),
              example.get("/tiles/violence/10/512/337@2x.png").header("ETag"));
    for (const std::string& address :
         {std::string("/wmts/1.0.0/violence/default/WebMercatorQuad/10/337/512.png"),
          std::string("/wmts?Service=WMTS&Request=GetTile&Version=1.0.0&Layer=violence&"
                      "Style=default&Format=image/png&TileMatrixSet=WebMercatorQuad&TileMatrix=10&"
                      "TileRow=337&TileCol=512")}) {
        EXPECT_EQ(example.get(address).header("ETag"), tile.header("ETag")) << address;
        EXPECT_EQ(example.get(address).body, tile.body) << address;
    }
}

/// The share of pixels that `place_of` finds in another class than `picture` of the 3857 picture,
/// which holds them at four times the resolution, and nowhere within one pixel of it.
double share_apart(const RgbaImage& image, const Extent& extent, const RgbaImage& reference,
                   const std::function<MercatorPoint(double, double)>& mercator_of)
{
    int apart = 0;
    const double scale = reference.width / kMercator.width();
    for (int row = 0; row < image.height; ++row) {
        for (int column = 0; column < image.width; ++column) {
            const auto place =
                mercator_of(extent.min_x + (column + 0.5) * extent.width() / image.width,
                            extent.max_y - (row + 0.5) * extent.height() / image.height);
            const int x = static_cast<int>(std::floor((place.x - kMercator.min_x) * scale));
            const int y = static_cast<int>(std::floor((kMercator.max_y - place.y) * scale));
            bool agrees = x < 1 || y < 1 || x + 1 >= reference.width || y + 1 >= reference.height;
            for (int dy = -1; dy <= 1 && !agrees; ++dy) {
                for (int dx = -1; dx <= 1 && !agrees; ++dx) {
                    agrees = reference.at(y + dy, x + dx) == image.at(row, column);
                }
            }
            apart += agrees ? 0 : 1;
        }
    }
    return static_cast<double>(apart) / (image.width * image.height);
}

TEST(Wms, PicturesOfEverySystemShowTheSamePlaces)
{
    ServedExample example;
    const auto reference =
        picture(example, map_address("EPSG:3857", box(kMercator), 1380, 840));  // 25 m a pixel
    const gis::Projection projection("EPSG:27700");
    const auto from_degrees = [&](double lon, double lat) {
        return projection.to_mercator(projection.from_lonlat({lon, lat}).value());
    };
    const auto from_metres = [&](double x, double y) { return projection.to_mercator({x, y}); };
    const auto degrees =
        picture(example, map_address("EPSG:4326", box_north_first(kDegrees), 345, 201));
    EXPECT_EQ(share_apart(degrees, kDegrees, reference, from_degrees), 0);
    EXPECT_EQ(degrees, picture(example, map_address("CRS:84", box(kDegrees), 345, 201)));
    const auto metres = picture(example, map_address("EPSG:27700", box(kMetres), 345, 181));
    EXPECT_EQ(share_apart(metres, kMetres, reference, from_metres), 0);
    // The county is neither empty nor full, and lies where it should.
    const auto shown = std::count_if(metres.pixels.begin(), metres.pixels.end(),
                                     [](const render::Colour& c) { return c.alpha > 0; });
    EXPECT_GT(shown, 1000);
    EXPECT_LT(shown, 345 * 181 - 1000);
    EXPECT_EQ(picture(example,
                      "/wms?VERSION=1.1.1&REQUEST=GetMap&LAYERS=violence&STYLES=&"
                      "FORMAT=image/png&TRANSPARENT=TRUE&WIDTH=345&HEIGHT=201&"
                      "SRS=EPSG:4326&BBOX=" +
                          box(kDegrees)),
              degrees);
}

TEST(Wms, PixelsNeedNotBeSquare)
{
    ServedExample example;
    const auto fine = picture(example, map_address("EPSG:27700", box(kMetres), 630, 330));
    const auto wide = picture(example, map_address("EPSG:27700", box(kMetres), 210, 330));
    int apart = 0;
    for (int row = 0; row < wide.height; ++row) {
        for (int column = 0; column < wide.width; ++column) {
            // The middle one of three has the same centre, but for rounding.
            apart += wide.at(row, column) == fine.at(row, 3 * column + 1) ? 0 : 1;
        }
    }
    EXPECT_LE(apart, 2);
}

TEST(Wms, TheGroundIsAsAskedFor)
{
    ServedExample example;
    const auto clear = picture(example, map_address("EPSG:27700", box(kMetres), 100, 60));
    const auto white = picture(example, map_address("EPSG:27700", box(kMetres), 100, 60, ""));
    const auto green = picture(example, map_address("EPSG:27700", box(kMetres), 100, 60,
                                                    "&TRANSPARENT=FALSE&BGCOLOR=0x00ff00"));
    for (std::size_t i = 0; i < clear.pixels.size(); ++i) {
        EXPECT_EQ(white.pixels[i], render::over(clear.pixels[i], {255, 255, 255, 255}));
        EXPECT_EQ(green.pixels[i], render::over(clear.pixels[i], {0, 255, 0, 255}));
    }
}

TEST(Wms, LayersLieOverEachOtherInOrder)
{
    ServedExample example;
    const auto layers = [&](const std::string& names) {
        return picture(example,
                       "/wms?version=1.3.0&request=GetMap&styles=&format=image/png&crs=EPSG:27700&"
                       "transparent=true&width=210&height=110&bbox=" +
                           box(kMetres) + "&layers=" + names);
    };
    const auto density = layers("violence");
    const auto wards = layers("wards");
    const auto both = layers("violence,wards");
    int lines = 0;
    for (std::size_t i = 0; i < both.pixels.size(); ++i) {
        EXPECT_EQ(both.pixels[i], render::blended(wards.pixels[i], density.pixels[i]));
        lines += wards.pixels[i].alpha > 0 ? 1 : 0;
    }
    // Five lines of 100 pixels and two of 200, one or two pixels wide.
    EXPECT_GT(lines, 900);
    EXPECT_LT(lines, 2800);
    // The border of W1 and W2 at x = 545000, pixel 55; none in the middle of a ward.
    EXPECT_GT(wards.at(55, 55).alpha + wards.at(55, 54).alpha, 100);
    EXPECT_EQ(wards.at(55, 30).alpha, 0);
}

TEST(Wms, TimeAndFiltersAreThoseOfTiles)
{
    ServedExample example;
    const std::string map =
        map_address("EPSG:3857", box(mercator_extent_of({10, 512, 337})), 256, 256);
    const std::string tile = "/tiles/violence/10/512/337.png";
    const auto tag = [&](const std::string& target) {
        const auto response = example.get(target);
        EXPECT_EQ(response.status, 200) << target << response.body;
        return response.header("ETag");
    };
    EXPECT_EQ(tag(map + "&TIME=2025-03"), tag(tile + "?datetime=2025-03"));
    EXPECT_EQ(tag(map + "&time=2025-01-01/2025-06-30/P1D"),
              tag(tile + "?datetime=2025-01/2025-06"));
    EXPECT_EQ(tag(map + "&time="), tag(tile));
    EXPECT_EQ(tag(map + "&category=robbery&bandwidth=500"),
              tag(tile + "?category=robbery&bandwidth=500"));
    EXPECT_EQ(tag(map + "&at=2025-06-15&span=20"), tag(tile + "?at=2025-06-15&span=20"));
    EXPECT_EQ(tag("/wmts/1.0.0/violence/default/WebMercatorQuad/10/337/512.png?time=2025-03"),
              tag(tile + "?datetime=2025-03"));
    EXPECT_NE(tag(map), tag(map + "&TIME=2025-03"));
    for (const std::string& wrong : {std::string("&TIME=yesterday"), std::string("&TIME=2025-1"),
                                     std::string("&TIME=2025-01&datetime=2025-02")}) {
        const auto response = example.get(map + wrong);
        EXPECT_EQ(response.status, 400);
        EXPECT_THAT(response.body, HasSubstr("code=\"InvalidDimensionValue\"")) << wrong;
    }
}
}  // namespace
}  // namespace heatward::server

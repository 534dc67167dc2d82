#include <cmath>
#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/tile_id.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/render/rgba_png.hpp"
#include "served_example.hpp"

namespace heatward::server {
namespace {

using render::RgbaImage;
using test::ServedExample;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Around the example county in each system.
constexpr Extent kMercator{4000, 6831000, 38500, 6852000};
constexpr Extent kDegrees{0.036, 52.12, 0.346, 52.23};
constexpr Extent kMetres{539500, 249500, 560500, 260500};

std::string box(const Extent& extent)
{
    return fmt::format("{},{},{},{}", extent.min_x, extent.min_y, extent.max_x, extent.max_y);
}

std::string box_north_first(const Extent& extent)
{
    return fmt::format("{},{},{},{}", extent.min_y, extent.min_x, extent.max_y, extent.max_x);
}

std::string map_address(std::string_view crs, const std::string& bbox, int width, int height,
                        std::string_view more = "&transparent=true")
{
    return fmt::format(
        "/wms?service=WMS&version=1.3.0&request=GetMap&layers=violence&styles=&format=image/png&"
        "crs={}&bbox={}&width={}&height={}{}",
        crs, bbox, width, height, more);
}

RgbaImage picture(ServedExample& example, const std::string& target)
{
    const Response response = example.get(target);
    if (response.status != 200 || response.content_type != "image/png") {
        throw std::runtime_error(target + ": " + response.body);
    }
    return render::decode_png(response.body);
}

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

TEST(Wms, FeatureInfoEqualsPoint)
{
    ServedExample example;
    const std::string info =
        "/wms?version=1.3.0&request=GetFeatureInfo&layers=violence,wards&query_layers=violence&"
        "styles=&crs=CRS:84&width=100&height=100&info_format=application/json&bbox=" +
        box(kDegrees);
    for (const auto& [column, row] : {std::pair{50, 50}, {20, 60}, {80, 30}, {0, 0}}) {
        const auto features = example.json(fmt::format("{}&i={}&j={}", info, column, row));
        const auto& feature = features.at("features").at(0);
        const auto& place = feature.at("geometry").at("coordinates");
        EXPECT_NEAR(place.at(0).get<double>(),
                    kDegrees.min_x + (column + 0.5) * kDegrees.width() / 100, 1e-12);
        EXPECT_NEAR(place.at(1).get<double>(),
                    kDegrees.max_y - (row + 0.5) * kDegrees.height() / 100, 1e-12);
        const auto point = example.json(fmt::format(
            "/point/violence/{},{}", place.at(0).get<double>(), place.at(1).get<double>()));
        const auto& figures = feature.at("properties");
        for (const char* name :
             {"density", "unit", "percentile", "excluded", "inside_study_area"}) {
            EXPECT_EQ(figures.at(name), point.at(name)) << name;
        }
        for (const char* area : {"ward", "district"}) {
            EXPECT_EQ(figures.at(std::string(area) + "_code"),
                      point.at(area).is_null() ? nlohmann::json() : point.at(area).at("code"));
        }
    }
}

TEST(Wms, FeatureInfoIsTheSamePlaceInEverySystem)
{
    ServedExample example;
    // (547500, 255000) in EPSG:27700: the middle of ward W2, in a pixel of its own.
    const auto ward = [&](const std::string& window) {
        return example
            .get(
                "/wms?request=GetFeatureInfo&layers=wards&query_layers=wards&styles=&width=101&"
                "height=101&" +
                window)
            .body;
    };
    const std::string pixel = "&version=1.3.0&i=50&j=50";
    for (const std::string& window :
         {"crs=EPSG:27700&bbox=547399,254899,547601,255101" + pixel,
          "crs=EPSG:4326&bbox=52.17301,0.15196,52.17501,0.15396" + pixel,
          "crs=CRS:84&bbox=0.15196,52.17301,0.15396,52.17501" + pixel,
          std::string("srs=EPSG:4326&bbox=0.15196,52.17301,0.15396,52.17501&version=1.1.1&x=50&"
                      "y=50"),
          "crs=EPSG:3857&bbox=16927,6839560,17127,6839760" + pixel}) {
        EXPECT_THAT(ward(window), HasSubstr("code = W2")) << window;
        EXPECT_THAT(ward(window), StartsWith("wards: Wards\n"));
    }
}

TEST(Wms, FeatureInfoTellsInEveryFormatAndEscapes)
{
    ServedExample example;
    const std::string info =
        "/wms?version=1.3.0&request=GetFeatureInfo&layers=violence,districts&"
        "query_layers=violence,districts&styles=&crs=EPSG:27700&width=11&height=11&i=5&j=5&"
        "bbox=547390,254890,547610,255110&info_format=";
    const auto json = example.json(info + "application/json");
    ASSERT_EQ(json.at("features").size(), 2U);
    EXPECT_EQ(json.at("features").at(1).at("properties").at("name"), "West <End> & Sons");
    for (const auto& [format, type] : {std::pair{"text/html", "text/html; charset=utf-8"},
                                       {"text/xml", "text/xml; charset=utf-8"},
                                       {"application/vnd.ogc.gml", "application/vnd.ogc.gml"}}) {
        const auto response = example.get(info + format);
        EXPECT_EQ(response.content_type, type);
        EXPECT_THAT(response.body, HasSubstr("West &lt;End&gt; &amp; Sons"));
        EXPECT_THAT(response.body, Not(HasSubstr("<End>")));
    }
    const auto plain = example.get(info + "text/plain");
    EXPECT_EQ(plain.content_type, "text/plain; charset=utf-8");
    EXPECT_THAT(plain.body, HasSubstr("  district_name = West <End> & Sons\n"));
    EXPECT_THAT(example.get(info + "image/png").body, HasSubstr("InvalidFormat"));
}

TEST(Wms, LegendsAreThoseOfTheLayer)
{
    ServedExample example;
    const std::string legend =
        "/wms?version=1.3.0&request=GetLegendGraphic&format=image/png&layer=";
    const auto own = example.get("/legend/violence.png");
    EXPECT_EQ(example.get(legend + "violence").header("ETag"), own.header("ETag"));
    EXPECT_EQ(example.get(legend + "violence&style=default").body, own.body);
    const auto image = picture(example, legend + "violence");
    const auto capabilities = example.get("/wms?request=GetCapabilities").body;
    EXPECT_THAT(capabilities, HasSubstr(fmt::format("<LegendURL width=\"{}\" height=\"{}\">",
                                                    image.width, image.height)));
    const auto wards = picture(example, legend + "wards");
    EXPECT_THAT(capabilities, HasSubstr(fmt::format("<LegendURL width=\"{}\" height=\"{}\">",
                                                    wards.width, wards.height)));
    EXPECT_THAT(example.get(legend + "none").body, HasSubstr("LayerNotDefined"));
    EXPECT_THAT(example.get(legend + "violence&style=none").body, HasSubstr("StyleNotDefined"));
}

TEST(Wms, CapabilitiesTellAxesAndTimes)
{
    ServedExample example;
    const auto current = example.get("/wms?SERVICE=WMS&REQUEST=GetCapabilities");
    EXPECT_EQ(current.content_type, "text/xml; charset=utf-8");
    EXPECT_THAT(current.body, HasSubstr("<WMS_Capabilities version=\"1.3.0\""));
    EXPECT_THAT(current.body, HasSubstr("<BoundingBox CRS=\"EPSG:4326\" minx=\"52."));
    EXPECT_THAT(current.body, HasSubstr("<BoundingBox CRS=\"CRS:84\" minx=\"0.0"));
    EXPECT_THAT(current.body,
                HasSubstr("<BoundingBox CRS=\"EPSG:27700\" minx=\"540000\" miny=\"250000\" "
                          "maxx=\"560000\" maxy=\"260000\"/>"));
    EXPECT_THAT(current.body, HasSubstr("<Dimension name=\"time\" units=\"ISO8601\" "
                                        "default=\"2025-01-01/2025-12-31\" nearestValue="));
    EXPECT_THAT(current.body, HasSubstr("xlink:href=\"http://box:8080/wms?\""));
    const auto old = example.get("/wms?SERVICE=WMS&REQUEST=GetCapabilities&VERSION=1.1.1");
    EXPECT_EQ(old.content_type, "application/vnd.ogc.wms_xml");
    EXPECT_THAT(old.body, HasSubstr("<WMT_MS_Capabilities version=\"1.1.1\">"));
    EXPECT_THAT(old.body, HasSubstr("<BoundingBox SRS=\"EPSG:4326\" minx=\"0.0"));
    EXPECT_THAT(old.body, HasSubstr("<Extent name=\"time\""));
    EXPECT_THAT(old.body, Not(HasSubstr("EX_GeographicBoundingBox")));
}

TEST(Wms, LayersKnownToTheMonthRoundMomentsToIt)
{
    auto data = test::example_run_data();
    std::fill(data.incidents.precision.begin(), data.incidents.precision.end(),
              TimePrecision::month);
    ServedExample example(std::move(data));
    EXPECT_THAT(example.get("/wms?REQUEST=GetCapabilities").body,
                HasSubstr("nearestValue=\"1\">2025-01-01/2025-12-31/P1M<"));
    const std::string map =
        map_address("EPSG:3857", box(mercator_extent_of({10, 512, 337})), 256, 256);
    EXPECT_EQ(example.get(map + "&time=2025-03-01").header("ETag"),
              example.get("/tiles/violence/10/512/337.png?datetime=2025-03").header("ETag"));
}

TEST(Wms, HostileTitlesAreEscaped)
{
    auto data = test::example_run_data();
    data.project.title = "<script>alert(1)</script>";
    data.project.layers[0].title = "]]></Title><Layer> & \"x\"";
    data.project.marking = "<b>";
    ServedExample example(std::move(data));
    for (const char* address :
         {"/wms?request=GetCapabilities", "/wms?request=GetCapabilities&version=1.1.1",
          "/wmts/1.0.0/WMTSCapabilities.xml", "/wmts?request=GetCapabilities"}) {
        const auto response = example.get(address);
        EXPECT_EQ(response.status, 200);
        EXPECT_THAT(response.body, Not(HasSubstr("<script>"))) << address;
        EXPECT_THAT(response.body, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
        EXPECT_THAT(response.body,
                    HasSubstr("]]&gt;&lt;/Title&gt;&lt;Layer&gt; &amp; &quot;x&quot;"));
    }
}

TEST(Wms, ScriptInAnyParameterComesBackEscaped)
{
    ServedExample example;
    const std::string script = "%3Cscript%3Ealert(1)%3C/script%3E";
    std::vector<std::string> targets;
    const std::string map = map_address("EPSG:3857", "0,0,10,10", 10, 10, "");
    for (const char* name : {"service", "version", "request", "layers", "styles", "format", "crs",
                             "bbox", "width", "time", "category", "bgcolor", "transparent"}) {
        const auto at = map.find(std::string(name) + "=");
        targets.push_back(at == std::string::npos
                              ? fmt::format("{}&{}={}", map, name, script)
                              : map.substr(0, at) + name + "=" + script +
                                    map.substr(std::min(map.find('&', at), map.size())));
        targets.push_back(
            fmt::format("/wmts?request=GetTile&layer={}&tilematrixset={}", script, name));
    }
    targets.push_back("/wmts/1.0.0/" + script.substr(0, 18) + "/default/WebMercatorQuad/0/0/0.png");
    targets.push_back("/wmts/1.0.0/violence/%3Cscript%3E/WebMercatorQuad/0/0/0.png");
    for (const auto& target : targets) {
        const auto response = example.get(target);
        EXPECT_GE(response.status, 400) << target;
        EXPECT_THAT(response.body, Not(HasSubstr("<script"))) << target;
        EXPECT_THAT(response.content_type, Not(StartsWith("text/html"))) << target;
        EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff");
    }
    EXPECT_EQ(example.failures(), 0);
}

TEST(Wms, ExceptionsAreXmlOfTheVersion)
{
    ServedExample example;
    const auto current = example.get("/wms?request=GetMap&version=1.3.0&format=image/png");
    EXPECT_EQ(current.status, 400);
    EXPECT_EQ(current.content_type, "text/xml; charset=utf-8");
    EXPECT_EQ(current.header("Cache-Control"), "no-store");
    EXPECT_EQ(current.header("ETag"), "");
    EXPECT_THAT(current.body, HasSubstr("<ServiceException code=\"MissingParameterValue\" "
                                        "locator=\"LAYERS\">"));
    const auto old = example.get("/wms?request=GetMap&version=1.1.1&format=image/png");
    EXPECT_EQ(old.content_type, "application/vnd.ogc.se_xml");
    EXPECT_THAT(old.body, HasSubstr("<ServiceExceptionReport version=\"1.1.1\">"));
    EXPECT_EQ(example.get("/wms").status, 400);
    EXPECT_EQ(example.get("/wms?request=GetMap&REQUEST=GetMap").status, 400);
    EXPECT_EQ(example.get("/wms", {{"If-None-Match", "*"}}).status, 400);
    const auto far = example.get("/wmts/1.0.0/violence/default/WebMercatorQuad/1/2/0.png");
    EXPECT_EQ(far.status, 404);
    EXPECT_THAT(far.body, HasSubstr("exceptionCode=\"TileOutOfRange\""));
    EXPECT_EQ(example.get("/wmts/1.0.0/none/default/WebMercatorQuad/1/0/0.png").status, 404);
    EXPECT_EQ(example.get("/wmts/1.0.0/violence/none/WebMercatorQuad/1/0/0.png").status, 400);
}

TEST(Wms, LowerTiersSeeNoDensities)
{
    auto data = test::example_run_data();
    ServedExample example(data, Tier::partner);
    example.current = run_store::Run::in_memory(data, Tier::partner);
    // A layer that is for analysts, as layers are that do not say otherwise, is not there.
    const std::string hidden = map_address("EPSG:27700", box(kMetres), 10, 6);
    EXPECT_EQ(example.get(hidden).status, 400);
    EXPECT_THAT(example.get(hidden).body, HasSubstr("LayerNotDefined"));
    EXPECT_THAT(example
                    .get("/wms?version=1.3.0&request=GetFeatureInfo&layers=wards&"
                         "query_layers=wards&i=5&j=3&crs=EPSG:27700&width=10&height=6&bbox=" +
                         box(kMetres))
                    .body,
                AllOf(HasSubstr("code = W"), Not(HasSubstr("violence"))));
    // One that says so is there, but densities are computed from incidents.
    data.run_id = "fedcba9876543210";
    data.project.layers[0].tier = Tier::partner;
    example.current = run_store::Run::in_memory(std::move(data), Tier::partner);
    for (const char* address :
         {"/wms?request=GetCapabilities", "/wmts/1.0.0/WMTSCapabilities.xml"}) {
        const auto capabilities = example.get(address);
        EXPECT_EQ(capabilities.status, 200);
        EXPECT_THAT(capabilities.body, Not(HasSubstr(">violence<")));
        EXPECT_THAT(capabilities.body, HasSubstr(">wards<"));
    }
    EXPECT_EQ(example.get(hidden).status, 403);
    EXPECT_EQ(example
                  .get("/wms?version=1.3.0&request=GetMap&layers=wards,violence&styles=&"
                       "format=image/png&crs=EPSG:27700&width=10&height=6&bbox=" +
                       box(kMetres))
                  .status,
              403);
    EXPECT_EQ(example.get("/wmts/1.0.0/violence/default/WebMercatorQuad/10/337/512.png").status,
              403);
    EXPECT_EQ(example.get("/wmts/1.0.0/wards/default/WebMercatorQuad/10/337/512.png").status, 200);
    EXPECT_EQ(example
                  .get("/wms?version=1.3.0&request=GetFeatureInfo&layers=violence&"
                       "query_layers=violence&i=5&j=3&crs=EPSG:27700&width=10&height=6&bbox=" +
                       box(kMetres))
                  .status,
              403);
}

TEST(Wms, LinksOfAPinnedDocumentStayOnItsRun)
{
    ServedExample example;
    const std::string run = example.json("/?f=json").at("run");
    example.kept = example.current;
    const auto document = example.get("/wms?request=GetCapabilities&run=" + run).body;
    EXPECT_THAT(document, HasSubstr("href=\"http://box:8080/wms?run=" + run + "&amp;\""));
    const auto tiles = example.get("/wmts/1.0.0/WMTSCapabilities.xml?run=" + run).body;
    EXPECT_THAT(tiles, HasSubstr("{TileCol}.png?time={Time}&amp;run=" + run));
    EXPECT_EQ(example.get("/wms?request=GetCapabilities&RUN=" + run).status, 400);
}

TEST(Wmts, MatricesHaveTheStandardsScales)
{
    ServedExample example;
    const auto document = example.get("/wmts?Service=WMTS&Request=GetCapabilities");
    EXPECT_EQ(document.body, example.get("/wmts/1.0.0/WMTSCapabilities.xml").body);
    // OGC 07-057r7, annex E.4 (to the digits it gives).
    EXPECT_THAT(document.body, HasSubstr("<ScaleDenominator>559082264.028717"));
    EXPECT_THAT(document.body, HasSubstr("<ScaleDenominator>545978.773465544"));
    EXPECT_THAT(document.body,
                HasSubstr("<TopLeftCorner>-20037508.342789244 20037508.342789244</TopLeftCorner>"));
    EXPECT_THAT(document.body,
                HasSubstr("/wmts/1.0.0/violence/{Style}/{TileMatrixSet}/{TileMatrix}/"
                          "{TileRow}/{TileCol}.png?time={Time}\""));
    EXPECT_THAT(document.body,
                HasSubstr("<TileMatrix>10</TileMatrix>\n            <MinTileRow>337</MinTileRow>\n"
                          "            <MaxTileRow>337</MaxTileRow>\n"
                          "            <MinTileCol>512</MinTileCol>\n"
                          "            <MaxTileCol>512</MaxTileCol>"));
}

TEST(Wmts, FeatureInfoIsThePixelsPlace)
{
    ServedExample example;
    const auto info = example.json(
        "/wmts?service=WMTS&request=GetFeatureInfo&version=1.0.0&layer=violence&style=default&"
        "format=image/png&tilematrixset=WebMercatorQuad&tilematrix=10&tilerow=337&tilecol=512&"
        "i=111&j=120&infoformat=application/json");
    const auto& place = info.at("features").at(0).at("geometry").at("coordinates");
    EXPECT_NEAR(place.at(0).get<double>(), 111.5 / 256 * 360 / 1024, 1e-9);
    EXPECT_EQ(info.at("features").at(0).at("properties").at("ward_code"), "W2");
}

}  // namespace
}  // namespace heatward::server

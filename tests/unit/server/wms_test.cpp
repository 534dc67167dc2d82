#include <algorithm>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/tile_id.hpp"
#include "wms_example.hpp"

namespace heatward::server {
namespace {

using test::box;
using test::kDegrees;
using test::kMetres;
using test::map_address;
using test::picture;
using test::ServedExample;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

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

TEST(Wms, FeatureInfoAsTextSaysWhereThereIsNothing)
{
    ServedExample example;
    const std::string far =
        example
            .get(
                "/wms?version=1.3.0&request=GetFeatureInfo&layers=violence,districts&"
                "query_layers=violence,districts&crs=CRS:84&width=11&height=11&i=5&j=5&"
                "bbox=10,45,10.1,45.1&info_format=text/plain")
            .body;
    EXPECT_THAT(far, StartsWith("violence: "));
    EXPECT_THAT(far, HasSubstr("  no figures: the place is outside the study area\n"));
    EXPECT_THAT(far, HasSubstr("districts: nothing here\n"));
    EXPECT_THAT(far, Not(HasSubstr("= \n")));
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

TEST(Wms, PicturesTakeTheColoursOfTheFilterWhereThatIsAsked)
{
    ServedExample example;
    const std::string map =
        "/wms?request=GetMap&version=1.3.0&layers=violence&styles=&crs=CRS:84&bbox=0,52,0.3,52.3"
        "&width=64&height=64&format=image/png&category=robbery&datetime=2025-01";
    const Response layers = example.get(map);
    const Response own = example.get(map + "&scale=filter");
    ASSERT_EQ(own.status, 200) << own.body;
    EXPECT_NE(own.header("ETag"), layers.header("ETag"));
    EXPECT_FALSE(own.body == layers.body) << "a month's robberies have classes of their own";
}

TEST(Wms, NotModifiedVariesAsTheAnswerDoes)
{
    ServedExample example;
    const std::string target = "/wms?request=GetCapabilities&service=WMS";
    const Response whole = example.get(target);
    const Response again = example.get(target, {{"If-None-Match", whole.header("ETag")}});
    EXPECT_EQ(again.status, 304);
    const auto all_of = [](const Response& response) {
        std::string values;
        for (const auto& header : response.headers) {
            values += header.name == "Vary" ? header.value + ";" : "";
        }
        return values;
    };
    EXPECT_EQ(all_of(again), all_of(whole));
    EXPECT_THAT(all_of(whole), HasSubstr("Accept-Encoding"));
}

TEST(Wms, LinksOfAPinnedDocumentStayOnItsRun)
{
    ServedExample example;
    const std::string run = example.json("/?f=json").at("run");
    example.kept = example.current;
    const auto document = example.get("/wms?request=GetCapabilities&run=" + run).body;
    EXPECT_THAT(document, HasSubstr("href=\"http://box:8080/wms?run=" + run + "&amp;\""));
    const auto tiles = example.get("/wmts/1.0.0/WMTSCapabilities.xml?run=" + run).body;
    EXPECT_THAT(tiles, HasSubstr("{TileCol}.png?run=" + run));
    for (const std::string name : {"RUN", "Run"}) {
        const auto named = example.get("/wms?request=GetCapabilities&" + name + "=" + run);
        EXPECT_EQ(named.body, document) << name;
    }
    EXPECT_EQ(example.get("/wms?request=GetCapabilities&RUN=fedcba9876543210").status, 404);
    EXPECT_EQ(example.get("/wms?request=GetCapabilities&RUN=" + run + "&run=" + run).status, 400);
    EXPECT_EQ(example.get("/collections/wards?RUN=" + run).status, 400);
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
                          "{TileRow}/{TileCol}.png\""));
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

#include "heatward/server/wms_request.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "heatward/server/key_value_query.hpp"

namespace heatward::server {
namespace {

using Parsed = tl::expected<WmsRequest, ServiceException>;

Parsed parse(const std::string& text)
{
    return parse_wms_request(fold_names(parse_query(text).value()).value());
}

const std::string kNew =
    "service=WMS&version=1.3.0&request=GetMap&layers=a&styles=&format=image/png";
const std::string kOld =
    "SERVICE=WMS&VERSION=1.1.1&REQUEST=GetMap&LAYERS=a&STYLES=&FORMAT=image/png";

WmsMapRequest map_of(const std::string& text)
{
    const auto request = parse(text);
    if (!request) {
        throw std::runtime_error(text + ": " + request.error().text);
    }
    return std::get<WmsMapRequest>(*request);
}

TEST(WmsRequest, AxesAreInTheOrderOfVersionAndSystem)
{
    const Extent degrees{-1, 52, 1, 53};
    const Extent metres{540000, 250000, 560000, 260000};
    struct Case {
        std::string crs;
        std::string bbox;
        Extent bounds;
    };
    for (const auto& [crs, bbox, bounds] :
         {Case{"EPSG:4326", "52,-1,53,1", degrees},
          Case{"urn:ogc:def:crs:EPSG::4326", "52,-1,53,1", degrees},
          Case{"CRS:84", "-1,52,1,53", degrees},
          Case{"EPSG:3857", "540000,250000,560000,260000", metres},
          Case{"EPSG:27700", "540000,250000,560000,260000", metres}}) {
        EXPECT_EQ(map_of(kNew + "&width=20&height=10&crs=" + crs + "&bbox=" + bbox).bounds, bounds)
            << crs;
    }
    for (const auto& [crs, bbox, bounds] :
         {Case{"EPSG:4326", "-1,52,1,53", degrees}, Case{"CRS:84", "-1,52,1,53", degrees},
          Case{"EPSG:27700", "540000,250000,560000,260000", metres}}) {
        EXPECT_EQ(map_of(kOld + "&WIDTH=20&HEIGHT=10&SRS=" + crs + "&BBOX=" + bbox).bounds, bounds)
            << crs;
    }
}

TEST(WmsRequest, APictureIsReadWhole)
{
    const auto map = map_of(
        "request=getmap&version=1.3.0&layers=a,b&styles=,c&crs=EPSG:3857&bbox=0,0,1e3,500.5&"
        "width=100&height=50&format=IMAGE/PNG&transparent=true&bgcolor=0xFf8000&buffer=3&dpi=96");
    EXPECT_EQ(map.layers, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(map.styles, (std::vector<std::string>{"", "c"}));
    EXPECT_EQ(map.width, 100);
    EXPECT_EQ(map.height, 50);
    EXPECT_TRUE(map.is_transparent);
    EXPECT_EQ(map.background, (render::Colour{255, 128, 0, 255}));
    EXPECT_EQ(map.bounds, (Extent{0, 0, 1000, 500.5}));
    const auto plain = map_of(kNew + "&crs=EPSG:3857&bbox=0,0,1,1&width=1&height=1");
    EXPECT_FALSE(plain.is_transparent);
    EXPECT_EQ(plain.background, (render::Colour{255, 255, 255, 255}));
    EXPECT_EQ(plain.styles, std::vector<std::string>{""});
}

TEST(WmsRequest, WhatIsWrongHasItsCode)
{
    const std::string good = kNew + "&crs=EPSG:3857&bbox=0,0,100,100&width=10&height=10";
    ASSERT_TRUE(parse(good));
    const auto with = [&](const std::string& name, const std::string& value) {
        std::string text;
        const Query query = parse_query(good).value();
        for (const auto& [known, old] : query.parameters) {
            text += fmt::format("&{}={}", known, known == name ? value : old);
        }
        return text;
    };
    struct Case {
        std::string name;
        std::string value;
        std::string code;
    };
    for (const auto& [name, value, code] :
         {Case{"service", "WFS", "InvalidParameterValue"},
          Case{"version", "1.2.0", "InvalidParameterValue"},
          Case{"request", "GetTile", "OperationNotSupported"},
          Case{"request", "", "MissingParameterValue"},
          Case{"layers", "", "MissingParameterValue"},
          Case{"layers", "a,a,a,a,a,a,a,a,a", "InvalidParameterValue"},
          Case{"styles", "x,y", "StyleNotDefined"},
          Case{"format", "image/jpeg", "InvalidFormat"},
          Case{"format", "", "MissingParameterValue"},
          Case{"crs", "EPSG:900913", "InvalidCRS"},
          Case{"crs", "", "MissingParameterValue"},
          Case{"bbox", "0,0,100", "InvalidParameterValue"},
          Case{"bbox", "0,0,100,100,1", "InvalidParameterValue"},
          Case{"bbox", "0,0,NaN,100", "InvalidParameterValue"},
          Case{"bbox", "0,0,inf,100", "InvalidParameterValue"},
          Case{"bbox", "-1e300,0,1e300,100", "InvalidParameterValue"},
          Case{"bbox", "100,0,0,100", "InvalidParameterValue"},
          Case{"bbox", "0,100,100,0", "InvalidParameterValue"},
          Case{"bbox", "0,0,0,100", "InvalidParameterValue"},
          Case{"bbox", "0,0,0.01,0.01", "InvalidParameterValue"},
          Case{"bbox", "0,0,100,2000", "InvalidParameterValue"},
          Case{"bbox", "", "MissingParameterValue"},
          Case{"width", "0", "InvalidParameterValue"},
          Case{"width", "4097", "InvalidParameterValue"},
          Case{"height", "-5", "InvalidParameterValue"},
          Case{"height", "99999999999999999999", "InvalidParameterValue"},
          Case{"height", "ten", "InvalidParameterValue"}}) {
        const auto request = parse(with(name, value));
        ASSERT_FALSE(request) << name << "=" << value;
        EXPECT_EQ(request.error().code, code) << name << "=" << value;
        EXPECT_EQ(request.error().status, 400);
    }
    for (const char* text : {"&transparent=maybe", "&bgcolor=red", "&bgcolor=0x12345"}) {
        EXPECT_EQ(parse(good + text).error().code, "InvalidParameterValue") << text;
    }
    EXPECT_EQ(parse(kOld + "&SRS=EPSG:1&BBOX=0,0,1,1&WIDTH=1&HEIGHT=1").error().code, "InvalidSRS");
    EXPECT_EQ(parse(kOld + "&CRS=EPSG:3857&BBOX=0,0,1,1&WIDTH=1&HEIGHT=1").error().locator, "SRS");
}

TEST(WmsRequest, CapabilitiesNegotiateTheirVersion)
{
    for (const auto& [text, version] :
         {std::pair{"request=GetCapabilities", WmsVersion::v1_3_0},
          {"request=GetCapabilities&version=1.3.0", WmsVersion::v1_3_0},
          {"request=GetCapabilities&version=1.4.0", WmsVersion::v1_3_0},
          {"request=GetCapabilities&version=2", WmsVersion::v1_3_0},
          {"request=GetCapabilities&version=1.1.1", WmsVersion::v1_1_1},
          {"request=GetCapabilities&version=1.2.9", WmsVersion::v1_1_1},
          {"request=capabilities&wmtver=1.0.0", WmsVersion::v1_1_1},
          {"request=GetCapabilities&version=", WmsVersion::v1_3_0}}) {
        EXPECT_EQ(std::get<WmsCapabilitiesRequest>(parse(text).value()).version, version) << text;
    }
}

TEST(WmsRequest, FeatureInfoNamesAPixelOfThePicture)
{
    const std::string map = "&layers=a,b&query_layers=b&bbox=0,0,100,50&width=10&height=5";
    const auto info = std::get<WmsInfoRequest>(
        parse("request=GetFeatureInfo&version=1.3.0&crs=EPSG:3857&i=9&j=4&info_format=Text/HTML&"
              "feature_count=7" +
              map)
            .value());
    EXPECT_EQ(info.query_layers, std::vector<std::string>{"b"});
    EXPECT_EQ(info.column, 9);
    EXPECT_EQ(info.row, 4);
    EXPECT_EQ(info.info_format, "text/html");
    EXPECT_EQ(info.feature_count, 7);
    const auto old = std::get<WmsInfoRequest>(
        parse("request=GetFeatureInfo&version=1.1.1&srs=EPSG:3857&x=3&y=0" + map).value());
    EXPECT_EQ(old.column, 3);
    EXPECT_EQ(old.info_format, "");
    EXPECT_EQ(old.feature_count, 1);
    const std::string start = "request=GetFeatureInfo&version=1.3.0&crs=EPSG:3857";
    EXPECT_EQ(parse(start + "&i=10&j=0" + map).error().code, "InvalidPoint");
    EXPECT_EQ(parse(start + "&i=0&j=5" + map).error().code, "InvalidPoint");
    EXPECT_EQ(parse(start + "&i=-1&j=0" + map).error().code, "InvalidPoint");
    EXPECT_EQ(parse(start + "&i=0" + map).error().code, "MissingParameterValue");
    EXPECT_EQ(parse(start + "&i=0&j=0&feature_count=0" + map).error().code,
              "InvalidParameterValue");
}

TEST(WmsRequest, LegendsNeedALayerAndAFormat)
{
    const auto legend = std::get<WmsLegendRequest>(
        parse("request=GetLegendGraphic&version=1.3.0&layer=a&format=image/png&scale=5").value());
    EXPECT_EQ(legend.layer, "a");
    EXPECT_EQ(legend.style, "");
    EXPECT_EQ(parse("request=GetLegendGraphic&format=image/png").error().locator, "LAYER");
    EXPECT_EQ(parse("request=GetLegendGraphic&layer=a").error().locator, "FORMAT");
}

}  // namespace
}  // namespace heatward::server

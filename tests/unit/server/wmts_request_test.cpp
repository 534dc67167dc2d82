#include "heatward/server/wmts_request.hpp"

#include <gtest/gtest.h>

#include "heatward/server/key_value_query.hpp"

namespace heatward::server {
namespace {

tl::expected<WmtsRequest, ServiceException> parse(const std::string& text)
{
    return parse_wmts_request(fold_names(parse_query(text).value()).value());
}

const std::string kTile = "service=WMTS&version=1.0.0&layer=a&style=&format=image/png";

TEST(WmtsRequest, RowsAndColumnsAreNotMixedUp)
{
    const auto request = std::get<WmtsTileRequest>(
        parse(
            kTile +
            "&Request=GetTile&TileMatrixSet=WebMercatorQuad&TileMatrix=10&TileRow=337&TileCol=512")
            .value());
    EXPECT_EQ(request.tile, (TileId{10, 512, 337}));
    EXPECT_EQ(request.layer, "a");
    EXPECT_EQ(request.style, "");
}

TEST(WmtsRequest, InfoNamesAPixel)
{
    const std::string text =
        kTile +
        "&request=GetFeatureInfo&tilematrixset=WebMercatorQuad&tilematrix=0&tilerow=0&"
        "tilecol=0&infoformat=application/json&j=7";
    const auto request = std::get<WmtsInfoRequest>(parse(text + "&i=255").value());
    EXPECT_EQ(request.column, 255);
    EXPECT_EQ(request.row, 7);
    EXPECT_EQ(request.info_format, "application/json");
    EXPECT_EQ(parse(text + "&i=256").error().code, "PointIJOutOfRange");
}

TEST(WmtsRequest, WhatIsWrongHasItsCodeAndStatus)
{
    EXPECT_EQ(parse("").error().code, "MissingParameterValue");
    EXPECT_EQ(parse("request=GetMap").error().code, "OperationNotSupported");
    EXPECT_EQ(parse("request=GetTile&service=WMS").error().locator, "SERVICE");
    EXPECT_EQ(parse("request=GetTile&version=2.0.0").error().locator, "VERSION");
    EXPECT_EQ(parse("request=GetTile&layer=a").error().locator, "TILEMATRIXSET");
    const auto tile = [](const char* set, const char* matrix, const char* row, const char* column) {
        return parse_matrix_tile(set, matrix, row, column);
    };
    ASSERT_TRUE(tile("WebMercatorQuad", "1", "1", "1"));
    EXPECT_EQ(tile("WebMercatorQuad", "1", "2", "1").error().code, "TileOutOfRange");
    EXPECT_EQ(tile("WebMercatorQuad", "1", "2", "1").error().status, 404);
    EXPECT_EQ(tile("EPSG:4326", "1", "1", "1").error().locator, "TileMatrixSet");
    EXPECT_EQ(tile("WebMercatorQuad", "23", "1", "1").error().locator, "TileMatrix");
    EXPECT_EQ(tile("WebMercatorQuad", "x", "1", "1").error().status, 400);
    EXPECT_EQ(tile("WebMercatorQuad", "1", "-1", "1").error().code, "InvalidParameterValue");
    EXPECT_EQ(tile("WebMercatorQuad", "01", "1", "1").error().status, 400);
}

}  // namespace
}  // namespace heatward::server

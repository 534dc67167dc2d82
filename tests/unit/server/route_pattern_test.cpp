#include "heatward/server/route_pattern.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/server/parameter.hpp"
#include "heatward/server/router.hpp"
#include "heatward/server/tile_request.hpp"

namespace heatward::server {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

std::optional<Captures> match(std::string_view pattern, std::string_view path)
{
    return RoutePattern(pattern).match(parse_target(path).value().segments);
}

TEST(RoutePattern, CapturesWhatStandsBetween)
{
    EXPECT_THAT(match("/point/{layer}/{lon},{lat}", "/point/a-b/-1.5,52").value(),
                ElementsAre(Pair("lat", "52"), Pair("layer", "a-b"), Pair("lon", "-1.5")));
    EXPECT_THAT(match("/t/{y}@2x.png", "/t/17@2x.png").value(), ElementsAre(Pair("y", "17")));
    EXPECT_THAT(match("/t/{name}.json", "/t/a.json.json").value(),
                ElementsAre(Pair("name", "a.json")));
    EXPECT_THAT(RoutePattern("/a/{b}/{c},{d}.x").names(), ElementsAre("b", "c", "d"));
}

TEST(RoutePattern, RefusesOtherForms)
{
    for (const auto& [pattern, path] :
         std::vector<std::pair<const char*, const char*>>{{"/a", "/"},
                                                          {"/a", "/b"},
                                                          {"/a", "/a/"},
                                                          {"/a", "/a/b"},
                                                          {"/a", "/aa"},
                                                          {"/{a}", "/"},
                                                          {"/{a}", "//"},
                                                          {"/t/{y}.png", "/t/.png"},
                                                          {"/t/{y}.png", "/t/1.pngx"},
                                                          {"/t/{y}.png", "/t/1"},
                                                          {"/{a},{b}", "/,1"},
                                                          {"/{a},{b}", "/1,"},
                                                          {"/{a},{b}", "/1"}}) {
        EXPECT_FALSE(match(pattern, path).has_value()) << pattern << ' ' << path;
    }
}

TEST(Router, FindsTheRouteOfEveryAddressOfTheContract)
{
    const Router router;
    for (const auto& [path, pattern] : std::vector<std::pair<const char*, const char*>>{
             {"/", "/"},
             {"/tiles/violence.json", "/tiles/{tileset}.json"},
             {"/tiles/v/1/0/1.png", "/tiles/{layer}/{z}/{x}/{y}.png"},
             {"/tiles/v/1/0/1@2x.png", "/tiles/{layer}/{z}/{x}/{y}@2x.png"},
             {"/tiles/wards/1/0/1.mvt", "/tiles/{layer}/{z}/{x}/{y}.mvt"},
             {"/legend/v@2x.png", "/legend/{layer}@2x.png"},
             {"/static/v/W1/300x200@2x.png", "/static/{layer}/{where}/{size}@2x.png"},
             {"/static/v/-1,50,1,52/300x200.svg", "/static/{layer}/{where}/{size}.svg"},
             {"/collections/wards/items/W1", "/collections/{collection}/items/{feature}"}}) {
        const auto found = router.match(parse_target(path).value(), false);
        ASSERT_TRUE(found.has_value()) << path;
        EXPECT_EQ(found->route->pattern.text(), pattern);
    }
    for (const char* path : {"/tiles", "/tiles/", "/nothing", "/tiles/v/1/0/1.gif", "/health/"}) {
        EXPECT_FALSE(router.match(parse_target(path).value(), false).has_value()) << path;
    }
}

TEST(Router, EveryParameterOfEveryRouteIsDescribed)
{
    const Router router;
    for (const auto& route : router.routes()) {
        for (const auto name : route.parameters) {
            EXPECT_NO_THROW(parameter(name)) << name;
        }
        EXPECT_TRUE(route.handler) << route.pattern.text();
    }
}

TEST(TileRequest, TellsBadNumbersFromTilesOutsideTheMatrix)
{
    const auto status = [](const char* z, const char* x, const char* y) {
        const auto tile = parse_tile({{"z", z}, {"x", x}, {"y", y}});
        return tile ? 200 : tile.error().status;
    };
    EXPECT_EQ(status("3", "7", "0"), 200);
    EXPECT_EQ(status("3", "8", "0"), 404);
    EXPECT_EQ(status("23", "0", "0"), 404);
    for (const char* bad : {"", "x", "-1", "+1", "01", "1.0", " 1", "1e1", "0x1"}) {
        EXPECT_EQ(status(bad, "0", "0"), 400) << bad;
        EXPECT_EQ(status("3", bad, "0"), 400) << bad;
        EXPECT_EQ(status("3", "0", bad), 400) << bad;
    }
}

TEST(Parameters, RefuseUnknownNamesAndSayWhichIsNear)
{
    const std::vector<std::string_view> known{"datetime", "crs"};
    EXPECT_TRUE(check_parameters({{{"datetime", "x"}}}, known).has_value());
    const auto unknown = check_parameters({{{"dateime", "x"}}}, known);
    EXPECT_EQ(unknown.error().parameter, "dateime");
    EXPECT_THAT(unknown.error().detail, ::testing::HasSubstr("did you mean \"datetime\""));
}

}  // namespace
}  // namespace heatward::server

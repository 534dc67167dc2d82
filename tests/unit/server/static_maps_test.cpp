#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "served_example.hpp"

namespace heatward::server {
namespace {

using test::ServedExample;
using ::testing::HasSubstr;

TEST(StaticMaps, TellTheIntervalThatWasAskedForOutsideThePeriod)
{
    ServedExample example;
    EXPECT_EQ(example.json("/legend/violence.json?datetime=2027/2028").at("period"),
              "January 2027 to December 2028");
    // Both lie after the period; their pictures name other years.
    const std::string map = "/static/violence/D1/600x400.png?datetime=";
    const Response one = example.get(map + "2027/2028");
    const Response other = example.get(map + "2027/2029");
    EXPECT_EQ(one.status, 200);
    EXPECT_NE(one.header("ETag"), other.header("ETag"));
    EXPECT_NE(one.body, other.body);
}

TEST(StaticMaps, OfRectanglesOffTheStudyAreaNameTheParameter)
{
    ServedExample example;
    for (const auto& [where, is_swapped] :
         {std::pair{"-3.1,54.1,-3.0,54.2", false}, {"52.1,0.1,52.2,0.2", true}}) {
        const Response response =
            example.get(std::string("/static/violence/") + where + "/300x200.png");
        EXPECT_EQ(response.status, 400) << where;
        EXPECT_THAT(response.body, HasSubstr("bbox"));
        EXPECT_EQ(response.body.find("swapped") != std::string::npos, is_swapped) << response.body;
    }
}

Request request_for(const std::string& target, const std::string& known = "\"none\"")
{
    return {"GET", target, {{"Host", "box:8080"}, {"If-None-Match", known}}, "127.0.0.1"};
}

TEST(StaticMaps, AreLookedIntoOnThePool)
{
    ServedExample example;
    // An I/O thread neither projects a rectangle nor clips the study area to it.
    for (const char* where : {"0.1,52.1,0.2,52.2", "-3.1,54.1,-3.0,54.2", "52.1,0.1,52.2,0.2"}) {
        const std::string map = std::string("/static/violence/") + where + "/300x200.png";
        const auto reaction = example.service().react(request_for(map));
        EXPECT_TRUE(reaction.work) << where;
        EXPECT_EQ(reaction.size.pixels, 300U * 200U) << where;
    }
    const auto broken = example.service().react(request_for("/static/violence/1,2,3/300x200.png"));
    EXPECT_FALSE(broken.work);
    EXPECT_EQ(broken.response.status, 400);
}

TEST(StaticMaps, ThatAreKnownByTheirTagAreNotDrawnAgain)
{
    ServedExample example;
    const std::string map = "/static/violence/0.1,52.1,0.2,52.2/300x200.png";
    const auto known = example.service().react(request_for(map, example.get(map).header("ETag")));
    EXPECT_FALSE(known.work);
    EXPECT_EQ(known.response.status, 304);
    // "*" proves nothing: there may be no such map.
    EXPECT_EQ(example.get(map, {{"If-None-Match", "*"}}).status, 304);
    for (const auto& [where, status] :
         {std::pair{"-3.1,54.1,-3.0,54.2", 400}, {"W9", 404}, {"W1", 304}}) {
        const std::string target = std::string("/static/violence/") + where + "/300x200.png";
        const Response response = example.get(target, {{"If-None-Match", "*"}});
        EXPECT_EQ(response.status, status) << where;
        EXPECT_EQ(response.header("ETag").empty(), status != 304) << where;
    }
}

}  // namespace
}  // namespace heatward::server

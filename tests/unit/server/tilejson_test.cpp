#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "served_example.hpp"

namespace heatward::server {
namespace {

using test::ServedExample;

TEST(TileJson, NamesSourcesPeriodAndRun)
{
    ServedExample example;
    EXPECT_EQ(example.json("/tiles/violence.json").at("attribution"),
              "Source: police; January to December 2025; run 0123456789abcdef");
    EXPECT_EQ(example.json("/tiles/violence.json?datetime=2025-02").at("attribution"),
              "Source: police; February 2025; run 0123456789abcdef");
    EXPECT_EQ(example.json("/tiles/wards.json").at("attribution"),
              "Sources: police, ambulance; run 0123456789abcdef");
}

TEST(TileJson, DescribesTheFiltersPeriod)
{
    ServedExample example;
    const auto description = [&](const std::string& query) {
        return example.json("/tiles/violence.json" + query).at("description").get<std::string>();
    };
    EXPECT_THAT(description(""), ::testing::EndsWith(", 2025-01/2025-12"));
    EXPECT_THAT(description("?category=robbery"),
                ::testing::EndsWith(", 2025-01/2025-12; category: robbery"));
    EXPECT_THAT(description("?hours=22-04"), ::testing::EndsWith("; hours: 22:00 to 04:00"));
    EXPECT_THAT(description("?datetime=2019"),
                ::testing::HasSubstr("outside the layer's period: nothing is coloured"));
    EXPECT_THAT(description("?datetime=2025-02"), ::testing::EndsWith(", February 2025"));
    EXPECT_THAT(description("?at=2025-06-15"), ::testing::HasSubstr("15 June 2025"));
    EXPECT_THAT(description("?at=2025-06-15"), ::testing::Not(::testing::HasSubstr("2025-12")));
}

TEST(TileJson, HandsOutAddressesThatAreAnswered)
{
    ServedExample example;
    const std::string run = "run=0123456789abcdef";
    for (const char* tileset : {"violence", "districts", "wards", "hotspots"}) {
        std::vector<std::string> queries{"", "?f=json", "?" + run};
        if (tileset == std::string("violence")) {
            queries.insert(
                queries.end(),
                {"?datetime=2025-01%2F2025-06&category=robbery&source=police&"
                 "bandwidth=500&scale=layer&f=json",
                 "?datetime=2025-02&" + run, "?" + run + "&category=robbery%2Cviolence"});
        }
        for (const std::string& query : queries) {
            const auto document = example.json(std::string("/tiles/") + tileset + ".json" + query);
            for (std::string address : document.at("tiles")) {
                EXPECT_EQ(address.find(run) != std::string::npos,
                          query.find(run) != std::string::npos)
                    << address;
                address.erase(0, std::string("http://box:8080").size());
                for (const auto& [z, x, y] : {std::tuple{10, 512, 337}, std::tuple{3, 0, 0}}) {
                    std::string tile = address;
                    for (const auto& [name, value] :
                         {std::pair{"{z}", z}, std::pair{"{x}", x}, std::pair{"{y}", y}}) {
                        tile.replace(tile.find(name), 3, std::to_string(value));
                    }
                    const int status = example.get(tile).status;
                    EXPECT_TRUE(status == 200 || status == 204) << status << ' ' << tile;
                }
            }
        }
    }
}

TEST(TileJson, OfATableTakesNoFilter)
{
    ServedExample example;
    for (const char* tileset : {"districts", "wards", "hotspots"}) {
        for (const char* parameter :
             {"datetime", "category", "source", "bandwidth", "scale", "hours", "days"}) {
            // Right or wrong for a layer: an answer would say that the tiles are filtered.
            for (const char* value : {"garbage", "2025", "robbery", "police", "layer"}) {
                const std::string target =
                    std::string("/tiles/") + tileset + ".json?f=json&" + parameter + "=" + value;
                const Response response = example.get(target);
                ASSERT_EQ(response.status, 400) << target;
                EXPECT_EQ(nlohmann::json::parse(response.body).at("parameter"), parameter);
            }
        }
        const std::string tile = std::string("/tiles/") + tileset + "/10/512/337.mvt";
        EXPECT_EQ(example.get(tile).status, 200);
        EXPECT_EQ(example.get(tile + "?category=robbery").status, 400);
    }
    EXPECT_EQ(example.get("/tiles/wards.json?datetime=garbage&category=nope").status, 400);
}

}  // namespace
}  // namespace heatward::server

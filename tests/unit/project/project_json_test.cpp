#include "heatward/project/project_json.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "example_project.hpp"
#include "heatward/project/project_file.hpp"

namespace heatward::project {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Project full_project()
{
    const std::string toml =
        example_with("bandwidth = 400", "bandwidth = 400\nsources = [\"police\"]") + R"(
[areas.cells]
grid = "square"
neighbours = { distance = 400 }
[evidence]
top = 25
[gazetteer]
postcodes = ["p.csv", "PG:user=x password=hunter2"]
[[sources]]
id = "ambulance"
kind = "ambulance"
path = "MySQL:db,user=x,password=hunter2"
fields = { time = "T", category = "N", x = "X", y = "Y", crs = "EPSG:27700" }
missing_periods = ["2025-03"]
threshold = 10
[[layers]]
id = "both"
title = "Both"
categories = ["violence"]
period = "../2025-06-15"
bandwidth = "abramson:400"
bandwidths = [0.1, 1e-3]
cell = 12.345678901234567
second_categories = ["robbery", "violence"]
combine = "sum"
widen = true
hotspots = { density = 3.3, min_cells = 4 }
[[basemap]]
path = "roads.geojson"
class = "road"
[[interventions]]
id = "mill-road"
areas = { set = "wards", codes = ["E1"] }
from = "2025-04"
to = "2025-09"
[[interventions]]
id = "lights"
title = "Street lights"
path = "lights.geojson"
from = "2025-04"
control = { path = "elsewhere.geojson" }
buffer = 250.5
layers = ["both"]
before = "preceding"
[[interventions]]
id = "wardens"
areas = { set = "wards", codes = ["E1"] }
from = "2025-04"
control = "matched"
[server]
public_url = "https://maps.example.org"
[access]
tokens = [{ name = "csp", sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", tier = "partner" }]
)";
    const auto parsed = parse_project(toml, "/a/b/project.toml");
    EXPECT_TRUE(parsed) << (parsed ? "" : parsed.error().front().text());
    return parsed ? parsed->project : Project{};
}

TEST(ProjectJson, HoldsTheSourcesLayerAndClock)
{
    const auto json_of = [](const std::string& keys) {
        const auto parsed = parse_project(
            example_with("[[layers]]",
                         "[[sources]]\nid = \"calls\"\nkind = \"ambulance\"\n"
                         "path = \"c.gpkg\"\nfields = { time = \"T\", category = \"N\" }\n" +
                             keys + "\n[[layers]]\nsources = [\"police\"]"),
            "/a/b/project.toml");
        EXPECT_TRUE(parsed) << (parsed ? "" : parsed.error().front().text());
        return parsed ? to_json(parsed->project).dump() : std::string();
    };
    const std::string plain = json_of("");
    EXPECT_NE(json_of("layer = \"calls\""), plain);
    EXPECT_NE(json_of("timezone = \"UTC\""), plain);
    EXPECT_NE(json_of("time_format = \"%d/%m/%Y\""), plain);
}

TEST(ProjectJson, ReadsBackWhatItWrote)
{
    const nlohmann::json json = to_json(full_project());
    const Project back = from_json(nlohmann::json::parse(json.dump()));
    EXPECT_EQ(to_json(back).dump(), json.dump());
    const Layer& layer = back.layers.at(1);
    EXPECT_EQ(std::get<std::string>(layer.bandwidth), "abramson:400");
    EXPECT_EQ(layer.cell_m, 12.345678901234567);
    EXPECT_EQ(layer.bandwidths.at(1), 1e-3);
    EXPECT_EQ(layer.period, *parse_interval("../2025-06-15"));
    EXPECT_EQ(layer.hotspots->by, HotspotRule::By::density);
    EXPECT_TRUE(layer.widen);
    EXPECT_EQ(back.sources.at(1).threshold, 10);
    EXPECT_EQ(back.sources.at(1).missing_periods.at(0), (Month{2025, 3}));
    EXPECT_EQ(back.areas.at(1).parent->set, "districts");
    EXPECT_EQ(back.areas.at(2).grid->size_m, 150);
    EXPECT_EQ(back.areas.at(2).neighbours->by, NeighbourRule::By::distance);
    EXPECT_EQ(back.areas.at(2).neighbours->distance_m, 400);
    EXPECT_FALSE(back.areas.at(1).neighbours);
    EXPECT_EQ(back.evidence->top, 25);
    EXPECT_EQ(layer.second_categories->size(), 2U);
    EXPECT_EQ(back.categories.at(0).harm, 180.48);
    EXPECT_FALSE(back.categories.at(1).harm);
    EXPECT_EQ(back.interventions.at(0).to, (Month{2025, 9}));
    EXPECT_FALSE(back.interventions.at(0).title);
    const Intervention& lights = back.interventions.at(1);
    EXPECT_EQ(lights.title, "Street lights");
    EXPECT_EQ(lights.areas_path, "lights.geojson");
    EXPECT_EQ(lights.control_path, "elsewhere.geojson");
    EXPECT_FALSE(lights.to);
    EXPECT_EQ(ring_width_m(lights), 250.5);
    EXPECT_EQ(lights.layers, (std::vector<std::string>{"both"}));
    EXPECT_EQ(lights.before, BeforePeriod::preceding);
    EXPECT_EQ(back.interventions.at(2).matched_set, "wards");
    EXPECT_EQ(ring_width_m(back.interventions.at(2)), 300);
    EXPECT_EQ(back.basemap.at(0).feature_class, "road");
}

TEST(ProjectJson, InterventionsHoldNoKeyThatIsLeftAtItsDefault)
{
    const auto json_of = [](const std::string& keys) {
        const auto parsed =
            parse_project(example_with("[[layers]]",
                                       "[[interventions]]\nid = \"a\"\nareas = { set = \"wards\", "
                                       "codes = [\"E1\"] }\nfrom = \"2025-04\"\n"
                                       "to = \"2025-09\"\n" +
                                           keys + "[[layers]]"),
                          "/a/b/project.toml");
        EXPECT_TRUE(parsed) << (parsed ? "" : parsed.error().front().text());
        return parsed ? to_json(parsed->project).at("interventions").at(0) : nlohmann::json();
    };
    // The keys of a run that was made before there were others: its id stays.
    EXPECT_EQ(json_of(""), (nlohmann::json{{"id", "a"},
                                           {"areas_set", "wards"},
                                           {"area_codes", {"E1"}},
                                           {"areas_path", ""},
                                           {"from", "2025-04"},
                                           {"to", "2025-09"},
                                           {"control_set", ""},
                                           {"control_codes", nlohmann::json::array()}}));
    EXPECT_EQ(json_of("buffer = 300\nbefore = \"year-earlier\"\n"), json_of(""));
    EXPECT_NE(json_of("buffer = 0\n"), json_of(""));
}

TEST(ProjectJson, LeavesOutWhatHoldsItsDefault)
{
    const auto parsed = parse_project(
        example_with("[[layers]]", "[evidence]\ntop = 10\n[[layers]]"), "/a/b/project.toml");
    ASSERT_TRUE(parsed);
    const std::string text = to_json(parsed->project).dump();
    for (const char* key : {"evidence", "neighbours", "second_categories"}) {
        EXPECT_THAT(text, Not(HasSubstr(key)));
    }
}

TEST(ProjectJson, HoldsNoSecretAndNoPlace)
{
    const std::string text = to_json(full_project()).dump();
    EXPECT_THAT(text, Not(HasSubstr("hunter2")));
    EXPECT_THAT(text, HasSubstr("PG:[redacted]"));
    EXPECT_THAT(text, Not(HasSubstr("0123456789abcdef")));
    EXPECT_THAT(text, Not(HasSubstr("maps.example.org")));
    EXPECT_THAT(text, Not(HasSubstr("/a/b")));
    EXPECT_THAT(text, Not(HasSubstr("published")));
}

TEST(ProjectJson, IsTheSameInWhateverFolder)
{
    const auto here = parse_project(example_project(), "/a/project.toml");
    const auto there = parse_project(
        example_with("study_area", "output = \"elsewhere\"\nstudy_area"), "/b/c/other.toml");
    EXPECT_EQ(to_json(here->project).dump(), to_json(there->project).dump());
}

TEST(ProjectJson, NamesTheMemberThatIsWrong)
{
    nlohmann::json json = to_json(full_project());
    const auto message_of = [](const nlohmann::json& wrong) -> std::string {
        try {
            static_cast<void>(from_json(wrong));
        } catch (const DataError& error) {
            return error.what();
        }
        return "no error";
    };
    nlohmann::json missing = json;
    missing.erase("layers");
    EXPECT_THAT(message_of(missing), HasSubstr("project.layers is missing"));
    nlohmann::json wrong_type = json;
    wrong_type["layers"][0]["edge"] = "sharp";
    EXPECT_THAT(message_of(wrong_type), HasSubstr("project.layers[0].edge is not one of"));
    nlohmann::json wrong_period = json;
    wrong_period["layers"][0]["period"] = "soon";
    EXPECT_THAT(message_of(wrong_period), HasSubstr("project.layers.violence.period"));
    EXPECT_THAT(message_of(nlohmann::json::array()), HasSubstr("project is not an object"));
}

}  // namespace
}  // namespace heatward::project

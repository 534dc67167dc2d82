#include "heatward/project/project_file.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "example_project.hpp"

namespace heatward::project {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Project project_of(const std::string& toml)
{
    const auto parsed = parse_project(toml, "/data/county/project.toml");
    EXPECT_TRUE(parsed) << (parsed ? "" : parsed.error().front().text());
    return parsed ? parsed->project : Project{};
}

TEST(ProjectFile, DefaultsStandWhereNothingIsSaid)
{
    const Project project = project_of(example_project());
    EXPECT_EQ(project.crs, "EPSG:27700");
    EXPECT_EQ(project.output, "published");
    EXPECT_EQ(project.timezone, "Europe/London");
    EXPECT_EQ(project.disclosure.threshold, 5);
    EXPECT_EQ(project.server.listen, "127.0.0.1:8080");
    EXPECT_FALSE(project.access.anonymous);
    EXPECT_EQ(project.sources.at(0).kind, "police");
    const Layer& layer = project.layers.at(0);
    EXPECT_THAT(layer.sources, ElementsAre("police"));
    EXPECT_EQ(layer.kernel, Kernel::quartic);
    EXPECT_EQ(std::get<double>(layer.bandwidth), 400);
    EXPECT_EQ(layer.weight, Weight::count);
    EXPECT_EQ(layer.edge, EdgeCorrection::diggle);
    EXPECT_FALSE(layer.widen);
    EXPECT_FALSE(layer.hotspots);
    EXPECT_EQ(layer.tier, Tier::analyst);
    EXPECT_EQ(layer.period, *parse_interval("2025-01/2025-12"));
}

TEST(ProjectFile, EvidenceIsReadAndWhatSaysTheDefaultSaysNothing)
{
    const Project plain = project_of(example_project());
    EXPECT_FALSE(plain.evidence);
    EXPECT_FALSE(plain.areas.at(1).neighbours);
    EXPECT_FALSE(plain.layers.at(0).second_categories);
    const auto with = [](const std::string& areas, const std::string& top) {
        return project_of(example_with("code = \"WD\"", "code = \"WD\"\n" + areas) +
                          "[evidence]\n" + top);
    };
    const Project same = with("neighbours = \"queen\"", "top = 10");
    EXPECT_FALSE(same.evidence);
    EXPECT_FALSE(same.areas.at(1).neighbours);
    const Project rook = with("neighbours = \"rook\"", "top = 5");
    EXPECT_EQ(rook.evidence->top, 5);
    EXPECT_EQ(rook.areas.at(1).neighbours->by, NeighbourRule::By::rook);
    const Project near = with("neighbours = { distance = 750 }", "");
    EXPECT_EQ(near.areas.at(1).neighbours->by, NeighbourRule::By::distance);
    EXPECT_EQ(near.areas.at(1).neighbours->distance_m, 750);
    const Project second = project_of(
        example_with("bandwidth = 400", "bandwidth = 400\nsecond_categories = [\"robbery\"]"));
    EXPECT_THAT(*second.layers.at(0).second_categories, ElementsAre("robbery"));
}

TEST(ProjectFile, CategoriesAndAreaSetsKeepTheOrderOfTheFile)
{
    const Project project = project_of(example_project());
    EXPECT_EQ(project.areas.at(0).id, "districts");
    EXPECT_EQ(project.areas.at(1).id, "wards");
    EXPECT_EQ(project.category_index("violence"), 0);
    EXPECT_EQ(project.category_index("robbery"), 1);
    EXPECT_FALSE(project.category_index("arson"));
}

TEST(ProjectFile, PathsAreRelativeToTheFile)
{
    const Project project = project_of(example_project());
    EXPECT_EQ(project.resolve("../wards.geojson"), "/data/wards.geojson");
    EXPECT_EQ(project.resolve("/abs/wards.geojson"), "/abs/wards.geojson");
    EXPECT_EQ(project.resolve("PG:dbname=county"), "PG:dbname=county");
    EXPECT_EQ(project.resolve("/vsizip/a.zip"), "/vsizip/a.zip");
}

TEST(ProjectFile, UnknownKeyNamesKeyLineAndNearest)
{
    EXPECT_THAT(errors_of(example_with("bandwidth = 400", "bandwidht = 400")),
                AllOf(Contains(HasSubstr("project.toml:35: layers.violence.bandwidht: unknown "
                                         "key; did you mean \"bandwidth\"?")),
                      Contains(HasSubstr("layers.violence.bandwidth: is missing"))));
    EXPECT_THAT(errors_of(example_project() + "\n[serverr]\nlisten = \"x\"\n"),
                ElementsAre(HasSubstr("project.toml:37: serverr: unknown key; did you mean "
                                      "\"server\"?")));
}

TEST(ProjectFile, AllErrorsComeAtOnceInLineOrder)
{
    std::string toml = example_with("\"LAD\"", "7");
    toml.replace(toml.find("\"police.uk\""), 11, "\"polic.uk\"");
    toml.replace(toml.find("2025-12"), 7, "2025-13");
    EXPECT_THAT(errors_of(toml),
                ElementsAre(HasSubstr("project.toml:7: areas.districts.code: must be a text"),
                            HasSubstr("sources.police.format: \"polic.uk\" is none of police.uk; "
                                      "did you mean \"police.uk\"?"),
                            HasSubstr("layers.violence.period: \"2025-01/2025-13\" is not an "
                                      "interval")));
}

TEST(ProjectFile, BrokenTomlNamesTheLine)
{
    EXPECT_THAT(errors_of("[project]\ntitle = \"no end\n"),
                ElementsAre(HasSubstr("project.toml:2: is not TOML here")));
}

TEST(ProjectFile, EmptyFileNamesEverySectionThatIsMissing)
{
    EXPECT_THAT(errors_of(""), testing::UnorderedElementsAre(HasSubstr("project: is missing"),
                                                             HasSubstr("areas: no area set"),
                                                             HasSubstr("categories: no category"),
                                                             HasSubstr("sources: no source"),
                                                             HasSubstr("layers: no layer")));
}

TEST(ProjectFile, NamesOfTheTimeZoneDatabaseAreTaken)
{
    for (const char* name : {"UTC", "GMT", "Europe/London", "America/Argentina/Buenos_Aires",
                             "Etc/GMT+1", "America/Port-au-Prince"}) {
        const Project project = project_of(example_with(
            "title = \"Example\"", fmt::format("title = \"E\"\ntimezone = \"{}\"", name)));
        EXPECT_EQ(project.timezone, name);
    }
}

TEST(ProjectFile, LargeShareOfHotspotsIsAWarning)
{
    const auto warnings_of = [](const std::string& rule) {
        const auto parsed = parse_project(
            example_with("bandwidth = 400", "bandwidth = 400\nhotspots = { " + rule + " }"),
            "project.toml");
        EXPECT_TRUE(parsed);
        return parsed ? parsed->warnings : std::vector<Finding>{};
    };
    EXPECT_THAT(warnings_of("share_of_area = 0.5"), IsEmpty());
    EXPECT_THAT(warnings_of("density = 7"), IsEmpty());
    const auto warnings = warnings_of("share_of_incidents = 1");
    ASSERT_THAT(warnings, SizeIs(1));
    EXPECT_THAT(warnings[0].text(),
                HasSubstr("layers.violence.hotspots.share_of_incidents: 1 is a share, 100 %; "
                          "write 0.01 for 1 %"));
}

TEST(ProjectFile, KnownKeysAreListedOnce)
{
    const auto errors =
        errors_of(example_with("bandwidth = 400", "bandwidth = 400\nzzzzzzzzzz = 1"));
    ASSERT_THAT(errors, SizeIs(1));
    EXPECT_THAT(errors[0], HasSubstr("known here are id, title, type, categories, sources, cases, "
                                     "controls, combine,"));
}

TEST(ProjectFile, SelectorsAreKeptAsWritten)
{
    const Project project =
        project_of(example_with("bandwidth = 400", "bandwidth = \"abramson:400\""));
    EXPECT_EQ(std::get<std::string>(project.layers.at(0).bandwidth), "abramson:400");
}

TEST(ProjectFile, UniformEdgesAreRefusedWhereEachIncidentHasItsOwnKernel)
{
    EXPECT_THAT(errors_of(example_with("bandwidth = 400",
                                       "bandwidth = \"abramson:400\"\nedge = \"uniform\"")),
                ElementsAre(AllOf(HasSubstr("edge"), HasSubstr("abramson"), HasSubstr("diggle"))));
    EXPECT_THAT(errors_of(example_with("bandwidth = 400",
                                       "bandwidth = 400\nwiden = true\nedge = \"uniform\"")),
                ElementsAre(AllOf(HasSubstr("edge"), HasSubstr("widen"), HasSubstr("diggle"))));
    EXPECT_THAT(errors_of(example_with("bandwidth = 400", "bandwidth = 400\nedge = \"uniform\"")),
                IsEmpty());
}

TEST(ProjectFile, AbramsonsPilotIsReadFromItsSelector)
{
    EXPECT_EQ(abramson_pilot_m(Bandwidth("abramson:412.5")), 412.5);
    EXPECT_EQ(abramson_pilot_m(Bandwidth("scott")), std::nullopt);
    EXPECT_EQ(abramson_pilot_m(Bandwidth(412.5)), std::nullopt);
    for (const char* text : {"abramson:", "abramson:0", "abramson:-1", "abramson:4 m",
                             "abramson:inf", "abramson:nan"}) {
        EXPECT_EQ(abramson_pilot_m(Bandwidth(text)), std::nullopt) << text;
    }
}

TEST(ProjectFile, SectionsThatAreNotBuiltYetAreRead)
{
    const Project project =
        project_of(example_with("bandwidth = 400", "bandwidth = 400\nsources = [\"police\"]") + R"(
[areas.cells]
grid = "hexagon"
size = 200
[[sources]]
id = "ambulance"
kind = "ambulance"
path = "ambulance.csv"
fields = { id = "CAD", time = "T", category = "N", location = ["A", "B"], postcode = "PC" }
time_format = "%d/%m/%Y"
drop = ["PATIENT_NAME"]
missing_periods = ["2025-03", "2025-01"]
[[layers]]
id = "both"
title = "Both"
categories = ["violence"]
period = "2025"
bandwidth = "scott"
combine = "sum"
hotspots = { share_of_incidents = 0.2, min_cells = 4 }
[[interventions]]
id = "mill-road"
areas = { set = "wards", codes = ["E1"] }
from = "2025-04"
to = "2025-09"
control = { set = "wards", codes = ["E2"] }
[access]
anonymous = "none"
)");
    EXPECT_EQ(project.areas.at(2).grid->shape, CellShape::hexagon);
    EXPECT_EQ(project.areas.at(2).grid->size_m, 200);
    EXPECT_THAT(project.sources.at(1).fields.location, ElementsAre("A", "B"));
    EXPECT_THAT(project.sources.at(1).missing_periods, ElementsAre(Month{2025, 1}, Month{2025, 3}));
    EXPECT_THAT(project.layers.at(1).sources, ElementsAre("police", "ambulance"));
    EXPECT_EQ(project.layers.at(1).hotspots->by, HotspotRule::By::share_of_incidents);
    EXPECT_EQ(project.layers.at(1).hotspots->min_cells, 4);
    EXPECT_THAT(project.interventions.at(0).control_codes, ElementsAre("E2"));
    EXPECT_EQ(project.access.anonymous, Tier::nobody);
}

TEST(ProjectFile, CategoryThatNoSourceKnowsIsAWarning)
{
    const auto parsed = parse_project(
        example_with("{ police = [\"Robbery\"]", "{ ambulance = [\"Robbery\"]"), "project.toml");
    ASSERT_TRUE(parsed);
    ASSERT_THAT(parsed->warnings, SizeIs(1));
    EXPECT_THAT(parsed->warnings[0].text(),
                HasSubstr("project.toml:23: categories.robbery.match: no source"));
}

TEST(ProjectFile, CambridgeshireHasNothingWrong)
{
    const char* const shared = std::getenv("HEATWARD_SHARED");
    if (shared == nullptr) {
        GTEST_SKIP() << "HEATWARD_SHARED is not set";
    }
    const auto parsed = read_project_file(std::string(shared) + "/projects/cambridgeshire.toml");
    ASSERT_TRUE(parsed) << parsed.error().front().text();
    EXPECT_THAT(parsed->warnings, IsEmpty());
    const Project& project = parsed->project;
    EXPECT_EQ(project.layers.size(), 3U);
    EXPECT_EQ(project.categories.size(), 7U);
    EXPECT_EQ(project.categories.at(4).id, "public-order");
    EXPECT_EQ(project.find_layer("robbery-weapons")->edge, EdgeCorrection::uniform);
    EXPECT_EQ(project.find_area_set("wards")->population->value, "population");
}

TEST(ProjectFile, UnreadableFileNamesItsPath)
{
    EXPECT_THROW(static_cast<void>(read_project_file("/nowhere/project.toml")), DataError);
}

TEST(CellSize, IsAnEighthOfTheBandwidthWithinBounds)
{
    Layer layer;
    EXPECT_EQ(cell_size_m(layer, 400), 50);
    EXPECT_EQ(cell_size_m(layer, 500), 60);
    EXPECT_EQ(cell_size_m(layer, 20), 5);
    EXPECT_EQ(cell_size_m(layer, 5000), 100);
    layer.cell_m = 33.5;
    EXPECT_EQ(cell_size_m(layer, 400), 33.5);
}

}  // namespace
}  // namespace heatward::project

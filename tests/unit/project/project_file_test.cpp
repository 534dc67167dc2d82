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

std::vector<std::string> errors_of(const std::string& toml)
{
    std::vector<std::string> texts;
    const auto parsed = parse_project(toml, "project.toml");
    if (!parsed) {
        for (const Finding& finding : parsed.error()) {
            texts.push_back(finding.text());
        }
    }
    return texts;
}

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

struct BadInput {
    const char* from;
    const char* to;
    const char* error;
};

class RefusedProject : public testing::TestWithParam<BadInput> {};

TEST_P(RefusedProject, NamesTheKeyAndTheReason)
{
    const auto& [from, to, error] = GetParam();
    EXPECT_THAT(errors_of(example_with(from, to)), Contains(HasSubstr(error)));
}

INSTANTIATE_TEST_SUITE_P(
    Areas, RefusedProject,
    testing::Values(
        BadInput{"[areas.wards]", "[areas.Wards]", "areas.Wards: \"Wards\" is no id"},
        BadInput{"[areas.wards]", "[areas.hotspots]", "Heatward's own name"},
        BadInput{"[areas.wards]", "[areas.basemap]", "Heatward's own name"},
        BadInput{"[areas.wards]", "[areas.incidents]", "Heatward's own name"},
        BadInput{
            "[areas.wards]", "[areas.interventions]",
            "areas.interventions: \"interventions\" is Heatward's own name; choose another id"},
        BadInput{"set = \"districts\"", "set = \"district\"",
                 "areas.wards.parent.set: there is no area set \"district\"; did you mean "
                 "\"districts\"?"},
        BadInput{"set = \"districts\"", "set = \"wards\"", "cannot be its own parent"},
        BadInput{"name = \"NAME\"\n\n[areas.wards]",
                 "name = \"NAME\"\nparent = { set = \"wards\", field = \"WD\" }\n\n[areas.wards]",
                 "areas.districts.parent: the parents of this set lead back to it"},
        BadInput{"code = \"WD\"", "grid = \"square\"", "areas.wards.path: is not used with grid"},
        BadInput{"[areas.wards]", "[areas.cells]\ngrid = \"square\"\nsize = 99\n[areas.wards]",
                 "areas.cells.size: cells are 100 to 1000 metres wide, not 99"},
        BadInput{"[areas.wards]", "[areas.cells]\ngrid = \"hexagon\"\nsize = 1001\n[areas.wards]",
                 "areas.cells.size: cells are 100 to 1000 metres wide, not 1001"},
        BadInput{"code = \"WD\"", "code = \"WD\"\nsize = 150", "areas.wards.size: is used with"},
        BadInput{"code = \"WD\"", "", "areas.wards.code: is missing"},
        BadInput{
            "code = \"WD\"", "code = \"WD\"\nneighbours = \"quen\"",
            "areas.wards.neighbours: \"quen\" is none of queen, rook; did you mean \"queen\"?"},
        BadInput{"code = \"WD\"", "code = \"WD\"\nneighbours = { distance = 0 }",
                 "areas.wards.neighbours.distance: must be above 0"},
        BadInput{"code = \"WD\"", "code = \"WD\"\nneighbours = { }",
                 "areas.wards.neighbours.distance: is missing; give metres"},
        BadInput{"code = \"WD\"", "code = \"WD\"\nneighbours = { distanse = 500 }",
                 "did you mean \"distance\"?"},
        BadInput{"code = \"WD\"", "code = \"WD\"\nneighbours = 500",
                 "areas.wards.neighbours: must be a table"},
        BadInput{
            "[areas.wards]",
            "[areas.cells]\ngrid = \"square\"\nneighbours = { distance = 5000 }\n[areas.wards]",
            "areas.cells.neighbours: gives a cell about 3490 neighbours, more than 500"},
        BadInput{"field = \"LAD\"", "feild = \"LAD\"", "did you mean \"field\"?"},
        BadInput{"code = \"WD\"", "code = \"WD\"\npopulation = { path = \"p.csv\", key = \"WD\" }",
                 "areas.wards.population.value: is missing"}));

INSTANTIATE_TEST_SUITE_P(
    General, RefusedProject,
    testing::Values(
        BadInput{"title = \"Example\"", "", "project.title: is missing"},
        BadInput{"title = \"Example\"", "title = \"E\"\ncrs = \"British\"", "project.crs: must be"},
        BadInput{"title = \"Example\"", "title = \"E\"\ntimezone = \"../etc\"",
                 "is no zone of this machine's time zone database"},
        BadInput{"title = \"Example\"", "title = \"E\"\ntimezone = \"Europ/London\"",
                 "is no zone of this machine's time zone database"},
        BadInput{"title = \"Example\"", "title = \"E\"\ntimezone = \"London\"",
                 "is no zone of this machine's time zone database"},
        BadInput{"title = \"Example\"", "title = \"E\"\ntimezone = \"Europe/\"",
                 "is no zone of this machine's time zone database"},
        BadInput{"study_area = \"districts\"", "study_area = \"distrcts\"",
                 "did you mean \"districts\"?"},
        BadInput{"[[layers]]", "[disclosure]\nthreshold = 0\n[[layers]]",
                 "disclosure.threshold: must be a whole number of at least 1"},
        BadInput{"[[layers]]", "[evidence]\ntop = 101\n[[layers]]",
                 "evidence.top: is how many areas count as the top, 1 to 100, not 101"},
        BadInput{"[[layers]]", "[evidence]\ntop = 0\n[[layers]]",
                 "evidence.top: must be a whole number of at least 1"},
        BadInput{"[[layers]]", "[evidence]\ntpo = 5\n[[layers]]",
                 "evidence.tpo: unknown key; known here are top"},
        BadInput{"[[layers]]", "[server]\nlisten = \"localhost\"\n[[layers]]",
                 "server.listen: \"localhost\" is not HOST:PORT"},
        BadInput{"[[layers]]", "[access]\nanonymous = \"everyone\"\n[[layers]]",
                 "access.anonymous: \"everyone\" is none of none, public, partner, analyst"},
        BadInput{"[[layers]]",
                 "[access]\ntokens = [{ name = \"a\", sha256 = \"12\", tier = \"partner\" }]\n"
                 "[[layers]]",
                 "access.tokens[1].sha256: must be the 64"},
        BadInput{"[[layers]]", "[[basemap]]\npath = \"r\"\nclass = \"rod\"\n[[layers]]",
                 "did you mean \"road\"?"},
        BadInput{"[[layers]]",
                 "[[interventions]]\nid = \"a\"\nareas = { set = \"wards\", codes = [\"x\"] }\n"
                 "from = \"2025-04\"\nto = \"2025-03\"\n[[layers]]",
                 "interventions.a.to: is before from"}));

INSTANTIATE_TEST_SUITE_P(
    Interventions, RefusedProject,
    testing::Values(
        BadInput{
            "[[layers]]",
            "[[interventions]]\nid = \"a\"\nareas = { set = \"wards\", codes = [\"x\"] }\nfrom = "
            "\"2025-04\"\ncontrol = { set = \"wardz\", codes = [\"y\"] }\n[[layers]]",
            "interventions.a.control.set: there is no area set \"wardz\"; did you mean \"wards\"?"},
        BadInput{"[[layers]]",
                 "[[interventions]]\nid = \"a\"\nareas = { set = \"wards\", codes = [\"x\"] "
                 "}\nfrom = \"2025-04\"\ncontrol = { set = \"wards\" }\n[[layers]]",
                 "interventions.a.control.codes: is missing or empty"},
        BadInput{
            "[[layers]]",
            "[[interventions]]\nid = \"a\"\nareas = { set = \"wards\", codes = [\"x\"] }\nfrom = "
            "\"2025-04\"\ncontrol = { set = \"wards\", codes = [\"y\", \"y\"] }\n[[layers]]",
            "interventions.a.control.codes: names \"y\" twice"},
        BadInput{"[[layers]]",
                 "[[interventions]]\nid = \"a\"\nareas = { set = \"wards\", codes = [\"x\"] "
                 "}\nfrom = \"2025-04\"\ncontrol = \"match\"\n[[layers]]",
                 "interventions.a.control: \"match\" is none of \"matched\""},
        BadInput{"[[layers]]",
                 "[[interventions]]\nid = \"a\"\nareas = { set = \"wards\", codes = [\"x\"] "
                 "}\nfrom = \"2025-04\"\ncontrol = 5\n[[layers]]",
                 "interventions.a.control: must be a table"},
        BadInput{"[[layers]]",
                 "[[interventions]]\nid = \"a\"\nareas = { set = \"wards\", codes = [\"x\"] "
                 "}\nfrom = \"2025-04\"\ncontrol = { matched = \"ward\" }\n[[layers]]",
                 "interventions.a.control.matched: there is no area set \"ward\"; did you mean "
                 "\"wards\"?"},
        BadInput{
            "[[layers]]",
            "[[interventions]]\nid = \"a\"\nareas = { set = \"wards\", codes = [\"x\"] }\nfrom = "
            "\"2025-04\"\ncontrol = { matched = \"wards\", codes = [\"y\"] }\n[[layers]]",
            "interventions.a.control.codes: stands beside matched"},
        BadInput{"[[layers]]",
                 "[[interventions]]\nid = \"a\"\nfrom = \"2025-04\"\npath = \"p.geojson\"\ncontrol "
                 "= \"matched\"\n[[layers]]",
                 "interventions.a.control: does not say which set to choose from"},
        BadInput{"[[layers]]",
                 "[[interventions]]\nid = \"a\"\nareas = { set = \"wards\", codes = [\"x\"] "
                 "}\nfrom = \"2025-04\"\npath = \"p.geojson\"\n[[layers]]",
                 "interventions.a.path: give either path or areas"},
        BadInput{"[[layers]]", "[[interventions]]\nid = \"a\"\nfrom = \"2025-04\"\n\n[[layers]]",
                 "interventions.a.areas: is missing"},
        BadInput{"[[layers]]",
                 "[[interventions]]\nid = \"a\"\nareas = { set = \"wards\", codes = [\"x\"] "
                 "}\nfrom = \"2025-04\"\nto = \"2025-13\"\n[[layers]]",
                 "interventions.a.to: "},
        BadInput{"[[layers]]",
                 "[[interventions]]\nid = \"a\"\nareas = { set = \"wards\", codes = [\"x\"] "
                 "}\nfrom = \"2025-04\"\nbuffer = -1\n[[layers]]",
                 "interventions.a.buffer: must be metres from 0 to 20000, not -1"},
        BadInput{"[[layers]]",
                 "[[interventions]]\nid = \"a\"\nareas = { set = \"wards\", codes = [\"x\"] "
                 "}\nfrom = \"2025-04\"\nbuffer = \"300 m\"\n[[layers]]",
                 "interventions.a.buffer: must be a number"},
        BadInput{
            "[[layers]]",
            "[[interventions]]\nid = \"a\"\nareas = { set = \"wards\", codes = [\"x\"] }\nfrom = "
            "\"2025-04\"\nlayers = [\"violens\"]\n[[layers]]",
            "interventions.a.layers: there is no layer \"violens\"; did you mean \"violence\"?"},
        BadInput{"[[layers]]",
                 "[[interventions]]\nid = \"a\"\nareas = { set = \"wards\", codes = [\"x\"] "
                 "}\nfrom = \"2025-04\"\nlayers = []\n[[layers]]",
                 "interventions.a.layers: is empty"},
        BadInput{"[[layers]]",
                 "[[interventions]]\nid = \"a\"\nareas = { set = \"wards\", codes = [\"x\"] "
                 "}\nfrom = \"2025-04\"\nbefore = \"year\"\n[[layers]]",
                 "interventions.a.before: \"year\" is none of year-earlier, preceding"},
        BadInput{"[[layers]]",
                 "[[interventions]]\nid = \"a\"\nareas = { set = \"wards\", codes = [\"x\"] "
                 "}\nfrom = \"2025-04\"\nbufer = 200\n[[layers]]",
                 "interventions.a.bufer: unknown key; did you mean \"buffer\"?"}));

INSTANTIATE_TEST_SUITE_P(
    SourcesAndCategories, RefusedProject,
    testing::Values(
        BadInput{"harm = 180.48", "harm = -1", "categories.violence.harm: must not be below 0"},
        BadInput{"harm = 180.48", "harm = nan", "categories.violence.harm: must be a number"},
        BadInput{"harm = 180.48", "sensitive = \"no\"", "must be true or false"},
        BadInput{"{ police = [\"Robbery\"]", "{ polce = [\"Robbery\"]",
                 "categories.robbery.match.polce: there is no source or kind \"polce\"; did you "
                 "mean \"police\"?"},
        BadInput{"[\"Robbery\"]", "[\" violence AND sexual offences\"]",
                 "is matched by category \"violence\" too"},
        BadInput{"[\"Robbery\"]", "\"Robbery\"", "categories.robbery.match.police: must be a list"},
        BadInput{"format = \"police.uk\"", "", "sources.police.kind: is missing"},
        BadInput{"format = \"police.uk\"", "", "sources.police.fields: is missing"},
        BadInput{"format = \"police.uk\"",
                 "kind = \"health\"\nfields = { time = \"T\", category = \"C\", postcode = \"P\" }",
                 "sources.police.postcode_of: is missing"},
        BadInput{"format = \"police.uk\"",
                 "kind = \"other\"\nfields = { time = \"T\", category = \"C\", x = \"X\" }",
                 "x and y come together"},
        BadInput{"format = \"police.uk\"",
                 "kind = \"other\"\nfields = { time = \"T\", category = \"C\", uprn = \"U\" }\n"
                 "drop = [\"U\"]",
                 "\"U\" is dropped but fields uses it"},
        BadInput{"format = \"police.uk\"", "format = \"police.uk\"\nmissing_periods = [\"March\"]",
                 "\"March\" is not a month"},
        BadInput{"format = \"police.uk\"", "format = \"police.uk\"\nthreshold = 3",
                 "may only be stricter"},
        BadInput{"format = \"police.uk\"",
                 "format = \"police.uk\"\n[[sources]]\nid = \"police\"\npath = \"b\"\n"
                 "format = \"police.uk\"",
                 "used by two sources"}));

INSTANTIATE_TEST_SUITE_P(
    Layers, RefusedProject,
    testing::Values(
        BadInput{"id = \"violence\"", "id = \"wards\"", "share one name space"},
        BadInput{"id = \"violence\"", "id = \"incidents\"", "Heatward's own name"},
        BadInput{"id = \"violence\"", "id = \"x_y\"", "is no id"},
        BadInput{"categories = [\"violence\"]", "categories = [\"violense\"]",
                 "layers.violence.categories: there is no category \"violense\"; did you mean "
                 "\"violence\"?"},
        BadInput{"categories = [\"violence\"]", "categories = []", "is empty; name at least one"},
        BadInput{"bandwidth = 400", "bandwidth = 400\nsecond_categories = [\"robery\"]",
                 "layers.violence.second_categories: there is no category \"robery\"; did you mean "
                 "\"robbery\"?"},
        BadInput{"bandwidth = 400", "bandwidth = 400\nsecond_categories = [\"violence\"]",
                 "layers.violence.second_categories: names the layer's own categories"},
        BadInput{"bandwidth = 400", "bandwidth = 400\nsecond_categories = []",
                 "layers.violence.second_categories: is empty"},
        BadInput{"bandwidth = 400",
                 "bandwidth = 400\nweight = \"harm\"\nsecond_categories = [\"robbery\"]",
                 "layers.violence.second_categories: category \"robbery\" has no harm"},
        BadInput{"title = \"Violence\"\ncategories",
                 "title = \"V\"\nsources = [\"polce\"]\ncategories",
                 "there is no source \"polce\""},
        BadInput{"bandwidth = 400", "bandwidth = 400\nsorces = []", "did you mean \"sources\"?"},
        BadInput{"harm = 180.48", "harm = 180.48\nmatches = {}", "did you mean \"match\"?"},
        BadInput{"title = \"Violence\"\nharm", "harm", "categories.violence.title: is missing"},
        BadInput{"title = \"Violence\"\ncategories", "categories",
                 "layers.violence.title: is missing"},
        BadInput{"categories = [\"violence\"]",
                 "weight = \"harm\"\ncategories = [\"violence\", \"robbery\"]",
                 "layers.violence.weight: category \"robbery\" has no harm"},
        BadInput{"bandwidth = 400", "bandwidth = -400", "must be above 0, not -400"},
        BadInput{"bandwidth = 400", "bandwidth = 0", "must be above 0"},
        BadInput{"bandwidth = 400", "bandwidth = inf", "bandwidth: must be a number"},
        BadInput{"bandwidth = 400", "bandwidth = \"scot\"", "did you mean \"scott\"?"},
        BadInput{"bandwidth = 400", "bandwidth = \"abramson:-1\"", "is no selector"},
        BadInput{"bandwidth = 400", "bandwidth = 400\nbandwidths = [200, 0]", "above 0"},
        BadInput{"bandwidth = 400", "bandwidth = 400\ncell = -5", "layers.violence.cell: must be"},
        BadInput{"bandwidth = 400", "bandwidth = 400\nkernel = \"quadratic\"",
                 "is none of quartic, epanechnikov, uniform, triangular, gaussian"},
        BadInput{"bandwidth = 400", "bandwidth = 400\nhotspots = { share_of_area = 2 }",
                 "is a share"},
        BadInput{"bandwidth = 400",
                 "bandwidth = 400\nhotspots = { share_of_area = 0.1, density = 5 }",
                 "exactly one of"},
        BadInput{"bandwidth = 400", "bandwidth = 400\ntier = \"none\"", "layers.violence.tier"},
        BadInput{"bandwidth = 400", "bandwidth = 400\ncombine = \"union\"",
                 "layers.violence.combine: \"union\" is none of sum"},
        BadInput{"[[layers]]",
                 "[[sources]]\nid = \"ambulance\"\npath = \"b\"\nformat = \"police.uk\"\n"
                 "[[layers]]",
                 "layers.violence.combine: is missing"}));

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

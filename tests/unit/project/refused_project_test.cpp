#include <gmock/gmock.h>

#include "example_project.hpp"

namespace heatward::project {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

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

}  // namespace
}  // namespace heatward::project

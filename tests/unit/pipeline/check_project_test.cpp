#include "heatward/pipeline/check_project.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "small_county.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class CheckProjectTest : public testing::Test {
protected:
    CheckProjectTest()
    {
        m_county.write_street_file("p/2025-01-force-street.csv", {SmallCounty::row_at(1, 1)});
    }

    static std::vector<std::string> texts(const std::vector<project::Finding>& findings)
    {
        std::vector<std::string> texts;
        for (const project::Finding& finding : findings) {
            texts.push_back(finding.text());
        }
        return texts;
    }

    std::vector<std::string> errors_of(const std::string& project)
    {
        return texts(check_project(m_county.project(project)).errors);
    }

    static std::string replaced(std::string text, const std::string& from, const std::string& to)
    {
        return text.replace(text.find(from), from.size(), to);
    }

    SmallCounty m_county;
    std::string m_text = SmallCounty::project_text("p");
};

TEST_F(CheckProjectTest, SoundProjectHasNoFindings)
{
    const Findings findings = check_project(m_county.project(m_text));
    EXPECT_THAT(texts(findings.errors), IsEmpty());
    EXPECT_THAT(texts(findings.warnings), IsEmpty());
}

TEST_F(CheckProjectTest, EverythingIsSaidAtOnce)
{
    std::string text = replaced(m_text, "path = \"districts.geojson\"", "path = \"nowhere.gpkg\"");
    text = replaced(text, "value = \"residents\"", "value = \"resident\"");
    text = replaced(text, "path = \"p\"", "path = \"archive.zip\"");
    text +=
        "[gazetteer]\nroads = [\"roads.gpkg\"]\n[[basemap]]\npath = \"sea.geojson\"\n"
        "class = \"water\"\n";
    EXPECT_THAT(errors_of(text),
                AllOf(SizeIs(5),
                      Contains(AllOf(HasSubstr("project.toml: areas.districts:"),
                                     HasSubstr("nowhere.gpkg"))),
                      Contains(AllOf(HasSubstr("areas.wards.population:"), HasSubstr("resident"),
                                     HasSubstr("residents"))),
                      Contains(AllOf(HasSubstr("sources.police.path:"), HasSubstr("archive.zip"))),
                      Contains(AllOf(HasSubstr("gazetteer.roads:"), HasSubstr("roads.gpkg"))),
                      Contains(AllOf(HasSubstr("basemap[1].path:"), HasSubstr("sea.geojson")))));
}

TEST_F(CheckProjectTest, MissingFilesAreSaidBesideErrorsOfTheProjectFile)
{
    std::string text = replaced(m_text, "path = \"districts.geojson\"", "path = \"nowhere.gpkg\"");
    text = replaced(text, "path = \"p\"", "path = \"archive.zip\"");
    text += "[gazetteer]\nroads = [\"roads.gpkg\"]\nroadz = []\n";
    m_county.write("project.toml", text);
    EXPECT_THAT(
        texts(check_project_file(m_county.path("project.toml")).errors),
        AllOf(SizeIs(4), Contains(HasSubstr("gazetteer.roadz: unknown key")),
              Contains(AllOf(HasSubstr("areas.districts.path:"), HasSubstr("nowhere.gpkg"))),
              Contains(AllOf(HasSubstr("sources.police.path:"), HasSubstr("archive.zip"))),
              Contains(AllOf(HasSubstr("gazetteer.roads:"), HasSubstr("roads.gpkg")))));
}

TEST_F(CheckProjectTest, TextThatIsNoTomlIsOneError)
{
    m_county.write("project.toml", "[project\n");
    EXPECT_THAT(texts(check_project_file(m_county.path("project.toml")).errors), SizeIs(1));
}

TEST_F(CheckProjectTest, ASoundProjectFileIsLookedAtAsAWhole)
{
    m_county.write("project.toml",
                   replaced(m_text, "value = \"residents\"", "value = \"resident\""));
    EXPECT_THAT(texts(check_project_file(m_county.path("project.toml")).errors),
                ElementsAre(HasSubstr("areas.wards.population:")));
}

TEST_F(CheckProjectTest, MissingFieldIsNamedWithTheNearest)
{
    EXPECT_THAT(
        errors_of(replaced(m_text, "field = \"parent\"", "field = \"parents\"")),
        Contains(AllOf(HasSubstr("areas.wards:"), HasSubstr("parents"), HasSubstr("\"parent\""))));
}

TEST_F(CheckProjectTest, CsvWithoutHeaderIsAnError)
{
    m_county.write("p/2025-02-force-street.csv", "a,2025-02,F,F,0.1,52.2,X,E,P,Robbery,U,\n");
    EXPECT_THAT(errors_of(m_text),
                Contains(AllOf(HasSubstr("sources.police.path:"),
                               HasSubstr("2025-02-force-street.csv"), HasSubstr("Crime ID"))));
}

TEST_F(CheckProjectTest, LayersWhoseColumnsWouldShareANameAreRefused)
{
    const std::string text = m_text + R"(
[[layers]]
id = "robbery-eb"
title = "Robbery"
categories = ["robbery"]
sources = ["police"]
period = "2025"
bandwidth = 400
)";
    EXPECT_THAT(errors_of(text), ElementsAre(AllOf(HasSubstr("layers.robbery-eb.id: "),
                                                   HasSubstr("robbery_eb_rate_per_1000"),
                                                   HasSubstr("\"robbery\""))));
}

TEST_F(CheckProjectTest, ALayerOfHarmBesideItsPlainOnePasses)
{
    const std::string text = m_text + R"(
[[layers]]
id = "robbery-harm"
title = "Robbery by harm"
categories = ["robbery"]
sources = ["police"]
period = "2025"
bandwidth = 400
weight = "harm"
)";
    EXPECT_THAT(errors_of(text), IsEmpty());
}

TEST_F(CheckProjectTest, GridsOfCellsPass)
{
    EXPECT_THAT(errors_of(m_text + "\n[areas.cells]\ngrid = \"hexagon\"\nsize = 250\n"), IsEmpty());
}

TEST_F(CheckProjectTest, SelectorsPass)
{
    EXPECT_THAT(errors_of(SmallCounty::project_text("p", "widen = true")), IsEmpty());
    for (const char* const selector :
         {"scott", "silverman", "ppl", "cvl", "diggle", "abramson:300"}) {
        EXPECT_THAT(errors_of(replaced(m_text, "bandwidth = 400",
                                       "bandwidth = \"" + std::string(selector) + "\"")),
                    IsEmpty());
    }
}

TEST_F(CheckProjectTest, AnAdaptivePilotIsHeldAgainstTheStudyAreaAndTheCells)
{
    const auto with = [&](const char* bandwidth) {
        m_county.write("project.toml", replaced(m_text, "bandwidth = 400", bandwidth));
        return check_project_file(m_county.path("project.toml"));
    };
    // A quarter of the shorter side is 1,000 m; the quartic's R of σ = 400 m is 1,131 m.
    EXPECT_THAT(texts(with("bandwidth = \"abramson:400\"").warnings),
                Contains(AllOf(HasSubstr("layers.robbery.bandwidth"), HasSubstr("1131."))));
    EXPECT_THAT(texts(with("bandwidth = \"abramson:300\"").warnings),
                Not(Contains(HasSubstr("layers.robbery.bandwidth"))));
    EXPECT_THAT(texts(with("bandwidth = \"abramson:300\"\ncell = 0.001").errors),
                ElementsAre(HasSubstr("layers.robbery.cell")));
}

TEST_F(CheckProjectTest, WhatIsWrongWithAMappedSourceIsNamedByItsKeys)
{
    m_county.write("c.csv", "T,C,LON,LAT,NHS NO\n03/04/2025,Theft,0.1,52.2,1\n");
    const std::string source =
        "[[sources]]\nid = \"council\"\nkind = \"health\"\npath = \"c.csv\"\n"
        "postcode_of = \"incident\"\n"
        "fields = { time = \"T\", category = \"C\", lon = \"LON\", lat = \"LAT\" }\n";
    const std::string text =
        replaced(m_text, "[[layers]]", source + "[[layers]]\nsources = [\"police\"]");
    EXPECT_THAT(errors_of(text), ElementsAre(HasSubstr("sources.council.drop: ")));
    EXPECT_THAT(errors_of(replaced(text, "postcode_of", "drop = [\"NHS NO\"]\npostcode_of")),
                ElementsAre(HasSubstr("sources.council.time_format: ")));
}

TEST_F(CheckProjectTest, LocationsWithoutAListAreWarnedOf)
{
    m_county.write("c.csv", "T,C,PLACE\n2025-04-03,Theft,High Street\n");
    m_county.write("premises.csv", "name,town,x,y\nCrown,,545000,258000\n");
    const std::string source =
        "[[sources]]\nid = \"council\"\nkind = \"council\"\npath = \"c.csv\"\n"
        "fields = { time = \"T\", category = \"C\", location = [\"PLACE\"] }\n";
    const std::string text =
        replaced(m_text, "[[layers]]", source + "[[layers]]\nsources = [\"police\"]");
    const Findings without = check_project(m_county.project(text));
    EXPECT_THAT(texts(without.errors), IsEmpty());
    EXPECT_THAT(texts(without.warnings),
                Contains(HasSubstr("sources.council.fields.location: locates nothing")));

    const Findings with =
        check_project(m_county.project(text + "[gazetteer]\npremises = [\"premises.csv\"]\n"));
    EXPECT_THAT(texts(with.errors), IsEmpty());
    EXPECT_THAT(texts(with.warnings), Not(Contains(HasSubstr("fields.location"))));

    EXPECT_THAT(errors_of(text + "[gazetteer]\nroads = [\"premises.csv\"]\n"),
                ElementsAre(HasSubstr("gazetteer.roads: premises.csv: holds premises; name it in "
                                      "gazetteer.premises")));
}

TEST_F(CheckProjectTest, TokensAreSaidNotToBeChecked)
{
    EXPECT_THAT(texts(check_project(m_county.project(m_text + "[access]\ntokens = []\n")).notices),
                IsEmpty());
    const Findings findings = check_project(
        m_county.project(m_text + "[access]\ntokens = [{ name = \"csp\", sha256 = \"" +
                         std::string(64, 'a') + "\", tier = \"partner\" }]\n"));
    EXPECT_THAT(texts(findings.errors), IsEmpty());
    EXPECT_THAT(texts(findings.notices),
                ElementsAre(HasSubstr("access.tokens: tokens are not checked by this version: "
                                      "`serve` refuses to start with them")));
}

TEST_F(CheckProjectTest, ColumnsThatAreReadCannotBeDropped)
{
    const auto dropping = [&](const char* columns) {
        return errors_of(replaced(m_text, "format = \"police.uk\"",
                                  fmt::format("format = \"police.uk\"\ndrop = [{}]", columns)));
    };
    EXPECT_THAT(dropping("\"Location\", \"LSOA code\", \"Nothing of the kind\""), IsEmpty());
    EXPECT_THAT(dropping("\"Location\", \"longitude \", \"Crime type\""),
                ElementsAre(HasSubstr("sources.police.drop: \"Longitude\" is dropped"),
                            HasSubstr("sources.police.drop: \"Crime type\" is dropped")));
}

TEST_F(CheckProjectTest, ForceThatLacksAMonthIsAnErrorUnlessItIsDeclared)
{
    m_county.write_street_file("p/2025-02-force-street.csv", {});
    m_county.write_street_file("p/2025-02-btp-street.csv", {SmallCounty::row_at(2, 2, "2025-02")});
    EXPECT_THAT(errors_of(m_text),
                ElementsAre(HasSubstr(
                    "sources.police.path: force \"btp\" has no file for 2025-01, which")));
    const std::string declared =
        replaced(m_text, "format = \"police.uk\"",
                 "format = \"police.uk\"\nmissing_periods = [\"2025-01\"]");
    EXPECT_THAT(errors_of(declared), IsEmpty());
    EXPECT_THAT(errors_of(replaced(declared, "2025-01/2025-12", "2025-01")),
                ElementsAre(HasSubstr("no source of the layer supplied a month in 2025-01")));
}

TEST_F(CheckProjectTest, OneStrayFileNamesItsForceAndMonths)
{
    for (const char* month : {"2025-02", "2025-03", "2025-04"}) {
        m_county.write_street_file(fmt::format("p/{}-force-street.csv", month), {});
    }
    m_county.write_street_file("p/2025-03-stray-street.csv", {});
    EXPECT_THAT(errors_of(m_text),
                ElementsAre(HasSubstr("sources.police.path: force \"stray\" has no file for "
                                      "2025-01 to 2025-02, 2025-04, which another force has")));
}

TEST_F(CheckProjectTest, PeriodFinerThanItsSourceKnowsIsRefused)
{
    EXPECT_THAT(errors_of(replaced(m_text, "2025-01/2025-12", "2025-01-10/2025-01-20")),
                ElementsAre(HasSubstr(
                    "layers.robbery.period: the source police knows months only; write whole "
                    "months, for example 2025-01/2025-01")));
    EXPECT_THAT(errors_of(replaced(m_text, "2025-01/2025-12", "2025-01-10/..")),
                ElementsAre(HasSubstr("for example 2025-01/..")));
    EXPECT_THAT(errors_of(replaced(m_text, "2025-01/2025-12", "2025/..")), IsEmpty());
}

TEST_F(CheckProjectTest, UnknownStyleIsRefusedWithTheNearest)
{
    EXPECT_THAT(errors_of(SmallCounty::project_text("p", "style = \"densty\"")),
                ElementsAre(HasSubstr("layers.robbery.style: there is no style "
                                      "\"densty\"; did you mean \"density\"?")));
}

TEST_F(CheckProjectTest, FileOfTwoSourcesIsRefused)
{
    const std::string two = SmallCounty::project_text("p", "sources = [\"police\"]") +
                            "[[sources]]\nid = \"other\"\npath = \"q\"\n"
                            "format = \"police.uk\"\n";
    m_county.write_street_file("q/2025-01-force-street.csv", {SmallCounty::row_at(1, 2)});
    m_county.write_street_file("q/2025-02-force-street.csv", {});
    m_county.write_street_file("p/2025-02-force-street.csv", {});
    EXPECT_THAT(errors_of(two), IsEmpty());
    m_county.write_street_file("q/2025-03-force-street.csv", {SmallCounty::row_at(1, 1)});
    EXPECT_THAT(errors_of(two), ElementsAre(AllOf(HasSubstr("sources.other.path:"),
                                                  HasSubstr("2025-03-force-street.csv of source "
                                                            "\"other\" is the same file as "
                                                            "2025-01-force-street.csv of source "
                                                            "\"police\""))));
}

TEST_F(CheckProjectTest, PeriodWithoutAnySupplyIsRefused)
{
    EXPECT_THAT(errors_of(replaced(m_text, "2025-01/2025-12", "2019-01/2019-12")),
                Contains(HasSubstr("layers.robbery.period: no source of the layer supplied a "
                                   "month in 2019-01/2019-12")));
}

TEST_F(CheckProjectTest, MonthDeclaredMissingThatIsThereIsRefused)
{
    EXPECT_THAT(errors_of(replaced(m_text, "format = \"police.uk\"",
                                   "format = \"police.uk\"\nmissing_periods = [\"2025-01\"]")),
                Contains(HasSubstr("sources.police.missing_periods: 2025-01 is declared missing")));
}

TEST_F(CheckProjectTest, CasesAndControlsThatNoRowCanBeOfAreRefused)
{
    m_county.write_street_file("q/2025-01-force-street.csv", {SmallCounty::row_at(2, 2)});
    const std::string risk = R"(sources = ["police"]
[categories.drugs]
title = "Drugs"
match = { police = ["Drugs"] }
[[sources]]
id = "council"
kind = "council"
path = "q"
format = "police.uk"
[[layers]]
id = "risk"
title = "Risk"
type = "relative-risk"
cases = { categories = ["robbery"], sources = ["police"] }
controls = { categories = ["robbery", "drugs"], sources = ["council"] }
period = "2025"
bandwidth = 400
)";
    EXPECT_THAT(errors_of(m_text + risk),
                ElementsAre(AllOf(HasSubstr("layers.risk.controls: no row can be one of them"),
                                  HasSubstr("robbery, drugs"), HasSubstr("source council"))));
    const std::string words = R"(match = { police = ["Drugs"] })";
    EXPECT_THAT(errors_of(m_text + replaced(risk, words, R"(match = { council = ["Drugs"] })")),
                IsEmpty());
    EXPECT_THAT(
        errors_of(
            m_text +
            replaced(risk,
                     R"(controls = { categories = ["robbery", "drugs"], sources = ["council"] })",
                     R"(controls = { categories = ["drugs"], sources = ["police"] })")),
        IsEmpty());
}

TEST_F(CheckProjectTest, WideBandwidthIsAWarning)
{
    const Findings findings =
        check_project(m_county.project(replaced(m_text, "bandwidth = 400", "bandwidth = 1001")));
    EXPECT_THAT(texts(findings.errors), IsEmpty());
    EXPECT_THAT(texts(findings.warnings),
                ElementsAre(HasSubstr("layers.robbery.bandwidth: 1001 m is above a "
                                      "quarter of the study area's shorter side (4000 m)")));
}

TEST_F(CheckProjectTest, CellThatMakesTooManyCellsIsRefused)
{
    EXPECT_THAT(errors_of(SmallCounty::project_text("p", "cell = 0.001")),
                Contains(HasSubstr("layers.robbery.cell:")));
}

TEST_F(CheckProjectTest, ReferenceSystemMustBeInMetres)
{
    EXPECT_THAT(errors_of(replaced(m_text, "study_area", "crs = \"EPSG:4326\"\nstudy_area")),
                Contains(HasSubstr("project.crs:")));
}

TEST_F(CheckProjectTest, UnknownParentIsAnError)
{
    EXPECT_THAT(errors_of(replaced(m_text, "field = \"parent\"", "field = \"name\"")),
                Contains(HasSubstr("areas.wards.parent: area w1 names parent Name of w1")));
}

}  // namespace
}  // namespace heatward::pipeline

#include "heatward/pipeline/build_project.hpp"

#include <cmath>
#include <fstream>
#include <iterator>
#include <set>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "build_project_fixture.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

namespace fs = std::filesystem;

TEST_F(BuildProjectTest, AreaFiguresAreThoseWorkedOutByHand)
{
    build(m_text, "out");
    const run_store::RunData run = open("out");
    const FeatureTable& wards = run.area_sets.at(1);
    EXPECT_THAT(column(wards, "robbery_count"), ElementsAre(3, 2, 0, 1));
    EXPECT_THAT(column(wards, "robbery_harm"), ElementsAre(3 * 365.0, 2 * 365.0, 0, 365.0));
    EXPECT_THAT(column(wards, "robbery_rank"), ElementsAre(1, 2, 4, 3));
    // Two months are a sixth of a year: 3 / 5000 / (1/6) · 1000.
    EXPECT_NEAR(real(wards, 0, "robbery_rate_per_1000"), 3.6, 1e-12);
    EXPECT_EQ(real(wards, 2, "robbery_rate_per_1000"), 0);
    EXPECT_EQ(real(wards, 2, "robbery_rate_low"), 0);
    // Garwood's upper limit of 0 is −ln 0.025.
    EXPECT_NEAR(real(wards, 2, "robbery_rate_high"), -std::log(0.025) * 6 / 3, 1e-9);
    const FeatureTable& districts = run.area_sets.at(0);
    EXPECT_THAT(column(districts, "robbery_count"), ElementsAre(3, 3));
    EXPECT_THAT(column(districts, "robbery_rank"), ElementsAre(1, 1));
    // Residents of a district are those of its wards: 5000 + 3000.
    EXPECT_THAT(column(districts, "population"), ElementsAre(8000, 6000));
    EXPECT_NEAR(real(districts, 0, "robbery_rate_per_1000"), 3 / 8000.0 * 6 * 1000, 1e-12);
    EXPECT_EQ(wards.text(3, "parent"), "d2");
}

TEST_F(BuildProjectTest, SurfaceHoldsTheAnnualWeightAndEndsAtTheStudyArea)
{
    build(m_text, "out");
    const run_store::RunData run = open("out");
    const Raster<float>& surface = run.surfaces.at("robbery");
    EXPECT_EQ(surface.frame.cell_width, 50);
    EXPECT_EQ(surface.frame.columns, 80);
    EXPECT_EQ(surface.frame.rows, 80);
    double volume = 0;
    for (const float value : surface.values) {
        ASSERT_FALSE(std::isnan(value));
        volume += static_cast<double>(value) * 0.0025;
    }
    // Six incidents in a sixth of a year; cells are aligned with the border.
    EXPECT_NEAR(volume, 36, 36 * 0.002);
    const nlohmann::json& layer = run.report->at("layers").at(0);
    EXPECT_NEAR(layer.at("volume").get<double>(), volume, 1e-3);
    EXPECT_NEAR(layer.at("annual_weight").get<double>(), 36, 1e-9);
    const FeatureTable& wards = run.area_sets.at(1);
    double means = 0;
    for (const double mean : column(wards, "robbery_density_mean")) {
        means += mean * 4;
    }
    EXPECT_NEAR(means, volume, 1e-3);
}

TEST_F(BuildProjectTest, HotspotsNameTheirWardsAndDropCrumbs)
{
    build(m_text, "out");
    const run_store::RunData run = open("out");
    const FeatureTable& hotspots = run.hotspots;
    ASSERT_GE(hotspots.size(), 2U);
    EXPECT_EQ(hotspots.name, "hotspots");
    EXPECT_EQ(hotspots.text(0, "layer"), "robbery");
    double in_hotspots = 0;
    bool has_w1 = false;
    for (std::size_t i = 0; i < hotspots.size(); ++i) {
        EXPECT_EQ(real(hotspots, i, "rank"), static_cast<double>(i + 1));
        EXPECT_NEAR(real(hotspots, i, "area_km2"), area_m2(hotspots.geometry[i]) / 1e6, 1e-9);
        EXPECT_EQ(real(hotspots, i, "harm"), 365 * real(hotspots, i, "count"));
        const double pai = real(hotspots, i, "count") / 6 / (real(hotspots, i, "area_km2") / 16);
        EXPECT_NEAR(real(hotspots, i, "pai"), pai, 1e-9);
        in_hotspots += real(hotspots, i, "count");
        if (hotspots.text(i, "ward_codes") == "w1") {
            has_w1 = true;
            EXPECT_EQ(hotspots.text(i, "wards"), "Name of w1");
            EXPECT_EQ(real(hotspots, i, "count"), 3);
        }
    }
    EXPECT_TRUE(has_w1);
    EXPECT_EQ(in_hotspots, 6);
    const FeatureTable& wards = run.area_sets.at(1);
    EXPECT_EQ(real(wards, 2, "robbery_hotspot_share"), 0);
    EXPECT_GT(real(wards, 0, "robbery_hotspot_share"), 0);
    EXPECT_EQ(run.report->at("layers").at(0).at("hotspots").at("level"), 2);
}

TEST_F(BuildProjectTest, ReportAccountsForEveryRow)
{
    const std::string run_id = build(m_text, "out");
    const nlohmann::json report = *open("out").report;
    EXPECT_EQ(report.at("run_id"), run_id);
    const nlohmann::json& source = report.at("sources").at(0);
    EXPECT_EQ(source.at("rows_in"), 8);
    EXPECT_EQ(source.at("rows_used"), 7);
    EXPECT_EQ(source.at("rows_rejected"), 1);
    EXPECT_EQ(source.at("by_level"), (nlohmann::json{{"masked", 7}, {"unlocated", 1}}));
    EXPECT_EQ(source.at("periods"), (nlohmann::json{"2025-01", "2025-02"}));
    EXPECT_EQ(source.at("missing_periods").size(), 10U);
    const nlohmann::json& layer = report.at("layers").at(0);
    EXPECT_EQ(layer.at("count"), 6);
    EXPECT_EQ(layer.at("outside_study_area"), 1);
    EXPECT_EQ(layer.at("not_located"), 1);
    EXPECT_EQ(layer.at("out_of_period"), 0);
    EXPECT_EQ(layer.at("unit"), "incidents per km² per year");
    EXPECT_NEAR(layer.at("years").get<double>(), 1.0 / 6, 1e-12);
    EXPECT_EQ(layer.at("breaks").size(), 8U);
    EXPECT_EQ(layer.at("area_totals").at("wards").at("difference"), 0);
    EXPECT_TRUE(report.at("crs").contains("accuracy_m"));
    for (const nlohmann::json& check : report.at("checks")) {
        EXPECT_TRUE(check.at("holds")) << check;
    }
}

TEST_F(BuildProjectTest, MonthsOfThePeriodThatAreMissingAreAWarning)
{
    build(m_text, "out");
    const auto warning = AllOf(HasSubstr("layer \"robbery\": source \"police\" did not supply "
                                         "2025-03 to 2025-12 of its period 2025-01/2025-12"),
                               HasSubstr("annual over the months supplied"));
    EXPECT_THAT(m_progress.warnings, ElementsAre(warning));
    EXPECT_THAT(open("out").report->at("warnings").get<std::vector<std::string>>(),
                ElementsAre(warning));
}

TEST_F(BuildProjectTest, MonthThatOneForceLacksCountsInNoRate)
{
    m_county.write_street_file("p/2025-02-btp-street.csv",
                               {SmallCounty::row_at(500, 500, "2025-02")});
    EXPECT_THAT(build_error(m_text),
                HasSubstr("sources.police.path: force \"btp\" has no file for 2025-01, which"));
    std::string text = m_text;
    text.replace(text.find("format = "), 9, "missing_periods = [\"2025-01\"]\nformat = ");
    build(text, "out");
    const run_store::RunData run = open("out");
    const nlohmann::json& source = run.report->at("sources").at(0);
    EXPECT_EQ(source.at("periods"), nlohmann::json{"2025-02"});
    EXPECT_EQ(source.at("missing_periods").size(), 11U);
    EXPECT_EQ(source.at("rows_in"), 9);
    EXPECT_EQ(source.at("rows_used"), 4);
    // February alone: one in w1, one in w2, one in w4; a month is a twelfth of a year.
    const FeatureTable& wards = run.area_sets.at(1);
    EXPECT_THAT(column(wards, "robbery_count"), ElementsAre(1, 1, 0, 1));
    EXPECT_NEAR(real(wards, 0, "robbery_rate_per_1000"), 1 / 5000.0 * 12 * 1000, 1e-12);
    EXPECT_THAT(m_progress.warnings, Contains(HasSubstr("did not supply 2025-01, 2025-03 to")));
}

TEST_F(BuildProjectTest, MonthDeclaredMissingThatAPlainFileHoldsIsRefused)
{
    m_county.write_street_file("extract.csv", {SmallCounty::row_at(1, 1, "2025-02"),
                                               SmallCounty::row_at(1, 1, "2025-03")});
    std::string text = SmallCounty::project_text("extract.csv");
    text.replace(text.find("format = "), 9, "missing_periods = [\"2025-03\"]\nformat = ");
    try {
        build(text, "out");
        FAIL();
    } catch (const DataError& error) {
        EXPECT_THAT(error.what(),
                    HasSubstr("sources.police.missing_periods: 2025-03 is declared missing"));
    }
}

TEST_F(BuildProjectTest, IncidentsAndRejectsNameTheSameFilesAndRows)
{
    build(m_text, "out");
    const run_store::RunData run = open("out");
    std::set<std::pair<std::string, std::uint32_t>> used;
    for (std::size_t i = 0; i < run.incidents.size(); ++i) {
        used.emplace(run.incidents.files.name_of(run.incidents.file[i]), run.incidents.row[i]);
    }
    const std::string january = "2025-01-force-street.csv";
    const std::string february = "2025-02-force-street.csv";
    EXPECT_THAT(used,
                ElementsAre(Pair(january, 1), Pair(january, 2), Pair(january, 3), Pair(january, 4),
                            Pair(february, 1), Pair(february, 2), Pair(february, 3)));
    std::ifstream file(fs::path(run.folder) / "analyst" / "rejects" / "police.csv");
    const std::string rejects{std::istreambuf_iterator<char>(file), {}};
    EXPECT_THAT(rejects, HasSubstr("\n5," + january + ",police,"));
    EXPECT_EQ(run.report->at("sources").at(0).at("files").at(1),
              (nlohmann::json{{"name", february}, {"rows", 3}, {"lines", 3}}));
}

TEST_F(BuildProjectTest, HitRateLeavesRowsRejectedForOtherReasonsOut)
{
    StreetRow unlocated = SmallCounty::row_at(1, 1);
    unlocated.longitude = unlocated.latitude = "";
    StreetRow repeated = SmallCounty::row_at(10, 10);
    repeated.crime_id = "a1";
    std::vector<StreetRow> rows(9, SmallCounty::row_at(500, 500));
    rows.insert(rows.end(), {repeated, repeated, repeated, unlocated,
                             SmallCounty::row_at(1, 1, "2025-02"), SmallCounty::row_at(1, 1, "x")});
    m_county.write_street_file("r/2025-01-force-street.csv", rows);
    build(SmallCounty::project_text("r"), "out");
    const nlohmann::json report = *open("out").report;
    const nlohmann::json& source = report.at("sources").at(0);
    EXPECT_EQ(source.at("rows_in"), 15);
    EXPECT_EQ(source.at("rows_used"), 10);
    EXPECT_EQ(source.at("rows_rejected"), 5);
    EXPECT_NEAR(source.at("hit_rate").get<double>(), 10.0 / 11, 1e-12);
    EXPECT_THAT(report.at("checks").at(1).at("what").get<std::string>(),
                HasSubstr("90.9 % of rows were located: located / (located + without a usable "
                          "position) = 10 / (10 + 1)"));
    EXPECT_EQ(report.at("checks").at(1).at("holds"), true);
}

TEST_F(BuildProjectTest, EveryWarningOfTheReportReachesTheConsoleOnce)
{
    StreetRow unlocated = SmallCounty::row_at(1, 1);
    unlocated.longitude = unlocated.latitude = "";
    m_county.write_street_file("r/2025-01-force-street.csv",
                               {unlocated, SmallCounty::row_at(500, 500)});
    std::string text = SmallCounty::project_text("r");
    text.replace(text.find("[\"Robbery\"]"), 11, "[\"Robery\", \"Rob\", \"Zzzzzzzzzz\"]");
    text.replace(text.find("bandwidth = 400"), 15, "bandwidth = 1001");
    build(text, "out");
    const auto expected = open("out").report->at("warnings").get<std::vector<std::string>>();
    EXPECT_EQ(m_progress.warnings, expected);
    EXPECT_THAT(
        expected,
        ElementsAre(HasSubstr("layers.robbery.bandwidth: 1001 m is above a quarter"),
                    "category \"robbery\": no row of source \"police\" has the words \"Robery\"; "
                    "did you mean \"Robbery\" (2 rows)?",
                    "category \"robbery\": no row of source \"police\" has the words \"Rob\"; "
                    "did you mean \"Robbery\" (2 rows)?",
                    "category \"robbery\": no row of source \"police\" has the words "
                    "\"Zzzzzzzzzz\"; its commonest are \"Robbery\" (2 rows)",
                    HasSubstr("check failed: police: 50.0 % of rows were located"),
                    "layer \"robbery\" holds no incident", HasSubstr("did not supply")));
    m_progress.warnings.clear();
    build(text, "out");
    EXPECT_EQ(m_progress.warnings, expected) << "a run that is reused says the same";
}

TEST_F(BuildProjectTest, AFileNameThatIsNoUtf8IsRefusedByName)
{
    std::ofstream(m_county.path("p/2025-03-caf\xE9-street.csv")) << street_header();
    try {
        build(m_text, "out");
        ADD_FAILURE() << "was built";
    } catch (const DataError& error) {
        EXPECT_THAT(error.what(),
                    AllOf(HasSubstr("caf\\xE9"), HasSubstr("UTF-8"), HasSubstr("rename it")));
    }
}

TEST_F(BuildProjectTest, RefusalNamesEveryFindingAndLeavesNothing)
{
    std::string text = m_text;
    text.replace(text.find("wards.geojson"), 13, "nowhere.geojson");
    text.replace(text.find("\"p\""), 3, "\"q\"");
    try {
        build(text, "out");
        FAIL();
    } catch (const DataError& error) {
        EXPECT_THAT(error.what(), HasSubstr("areas.wards"));
        EXPECT_THAT(error.what(), HasSubstr("sources.police.path"));
    }
    EXPECT_FALSE(fs::exists(m_county.path("out")));
}

TEST_F(BuildProjectTest, AreaCountsTakeTheirOwnPolygonsAlone)
{
    // Study area is the west district alone; wards of the east still count what lies in them.
    std::string districts = R"({"type":"FeatureCollection","crs":{"type":"name","properties":{)"
                            R"("name":"urn:ogc:def:crs:EPSG::27700"}},"features":[)";
    for (const char* code : {"d1", "d2"}) {
        const int west = std::string(code) == "d1" ? 540'000 : 600'000;
        districts += std::string(code == std::string("d1") ? "" : ",") +
                     R"({"type":"Feature","properties":{"code":")" + code +
                     R"(","name":"n","parent":""},"geometry":{"type":"Polygon","coordinates":[[[)" +
                     std::to_string(west) + ",250000],[" + std::to_string(west + 2000) +
                     ",250000],[" + std::to_string(west + 2000) + ",254000],[" +
                     std::to_string(west) + ",254000],[" + std::to_string(west) + ",250000]]]}}";
    }
    m_county.write("districts.geojson", districts + "]}");
    build(SmallCounty::project_text("p", "cell = 100"), "out");
    const run_store::RunData run = open("out");
    EXPECT_EQ(run.report->at("layers").at(0).at("count"), 3);
    EXPECT_THAT(column(run.area_sets.at(1), "robbery_count"), ElementsAre(3, 2, 0, 1));
    EXPECT_EQ(run.report->at("layers").at(0).at("area_totals").at("wards").at("difference"), 3);
}

TEST_F(BuildProjectTest, CellsOfAGridAreAnAreaSet)
{
    build(m_text + "\n[areas.cells]\ngrid = \"square\"\nsize = 1000\n", "out");
    const run_store::RunData run = open("out");
    const FeatureTable& cells = run.area_sets.back();
    EXPECT_EQ(cells.name, "cells");
    ASSERT_EQ(cells.size(), 16U);
    std::int64_t count = 0;
    const std::size_t column = *cells.find_column("robbery_count");
    for (const auto& row : cells.rows) {
        count += std::get<std::int64_t>(row[column]);
    }
    EXPECT_EQ(count, 6) << "each incident of the layer in one cell";
    EXPECT_TRUE(cells.find_column("robbery_gi_star_z"));
    EXPECT_TRUE(run.report->at("layers").at(0).at("global_moran").contains("cells"));
}

TEST_F(BuildProjectTest, ReportPageEscapesWhatItShows)
{
    const std::string run_id = build(m_text, "out");
    std::ifstream file(fs::path(m_county.path("out")) / "runs" / run_id / "analyst" /
                       "report.html");
    const std::string html{std::istreambuf_iterator<char>(file), {}};
    EXPECT_THAT(html, HasSubstr("Small &lt;county&gt;"));
    EXPECT_EQ(html.find("<county>"), std::string::npos);
    EXPECT_THAT(html, HasSubstr("incidents per km² per year"));
    EXPECT_EQ(html.find("<script"), std::string::npos);
    EXPECT_EQ(html.find("http"), std::string::npos);
}

}  // namespace
}  // namespace heatward::pipeline

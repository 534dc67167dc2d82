#include "heatward/pipeline/build_project.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "heatward/core/sha256.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/gis/virtual_file.hpp"
#include "heatward/run_store/manifest.hpp"
#include "heatward/run_store/view.hpp"
#include "small_county.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::Pair;

namespace fs = std::filesystem;

std::string bytes_of(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Keeps what it was told.
class RecordingProgress final : public Progress {
public:
    void begin(std::string_view stage, std::uint64_t, std::string_view) override
    {
        stages.emplace_back(stage);
        if (stage == hooked_stage) {
            hook();
        }
    }
    void advance(std::uint64_t) override {}
    void end() override { ++ended; }
    void warn(std::string_view message) override { warnings.emplace_back(message); }

    std::string hooked_stage;
    std::function<void()> hook;  ///< run as that stage begins
    std::vector<std::string> stages;
    std::vector<std::string> warnings;
    std::size_t ended = 0;
};

class BuildProjectTest : public testing::Test {
protected:
    /// Three incidents deep in w1, two in w2, one in w4, one outside; two months supplied.
    BuildProjectTest()
    {
        StreetRow unlocated = SmallCounty::row_at(1, 1);
        unlocated.longitude = unlocated.latitude = "";
        m_county.write_street_file(
            "p/2025-01-force-street.csv",
            {SmallCounty::row_at(1000, 1000), SmallCounty::row_at(1000, 1000),
             SmallCounty::row_at(1100, 1000), SmallCounty::row_at(3000, 900), unlocated});
        m_county.write_street_file(
            "p/2025-02-force-street.csv",
            {SmallCounty::row_at(3000, 1100, "2025-02"), SmallCounty::row_at(3990, 3990, "2025-02"),
             SmallCounty::row_at(-300, 1000, "2025-02")});
    }

    std::string build(const std::string& text, const std::string& output, unsigned threads = 1)
    {
        BuildOptions options;
        options.output = m_county.path(output);
        options.threads = threads;
        return build_project(m_county.project(text), options, m_progress);
    }

    /// What build says against it; nothing may be published.
    std::string build_error(const std::string& text)
    {
        try {
            build(text, "refused");
        } catch (const DataError& error) {
            EXPECT_FALSE(fs::exists(fs::path(m_county.path("refused")) / "current"));
            return error.what();
        }
        return "no error";
    }

    /// Relative path → SHA-256 of every file of a run.
    std::map<std::string, std::string> tree(const std::string& output, const std::string& id)
    {
        const fs::path run = fs::path(m_county.path(output)) / "runs" / id;
        std::map<std::string, std::string> files;
        for (const auto& entry : fs::recursive_directory_iterator(run)) {
            if (entry.is_regular_file()) {
                files[entry.path().lexically_relative(run).string()] =
                    gis::file_sha256(entry.path().string());
            }
        }
        return files;
    }

    run_store::RunData open(const std::string& output)
    {
        const auto run = run_store::Run::open(
            fs::canonical(fs::path(m_county.path(output)) / "current").string());
        return run_store::View::of(run, Tier::analyst)->data();
    }

    static double real(const FeatureTable& table, std::size_t row, const std::string& column)
    {
        const AttributeValue& value = table.rows.at(row).at(table.find_column(column).value());
        if (const auto* whole = std::get_if<std::int64_t>(&value)) {
            return static_cast<double>(*whole);
        }
        const auto* number = std::get_if<double>(&value);
        return number == nullptr ? std::nan("") : *number;
    }

    static std::vector<double> column(const FeatureTable& table, const std::string& name)
    {
        std::vector<double> values;
        for (std::size_t row = 0; row < table.size(); ++row) {
            values.push_back(real(table, row, name));
        }
        return values;
    }

    SmallCounty m_county;
    RecordingProgress m_progress;
    std::string m_text =
        SmallCounty::project_text("p", "hotspots = { density = 2, min_cells = 2 }");
};

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

TEST_F(BuildProjectTest, RunIsTheSameWhateverThreadsAndFolder)
{
    const std::string first = build(m_text, "one", 1);
    const std::string second = build(m_text, "two/deeper", 3);
    EXPECT_EQ(first, second);
    const fs::path one = fs::path(m_county.path("one")) / "runs" / first;
    const fs::path two = fs::path(m_county.path("two/deeper")) / "runs" / second;
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(one)) {
        if (entry.is_regular_file()) {
            ++files;
            const fs::path other = two / entry.path().lexically_relative(one);
            EXPECT_EQ(gis::file_sha256(entry.path().string()), gis::file_sha256(other.string()))
                << entry.path();
        }
    }
    EXPECT_GE(files, 8U);
}

TEST_F(BuildProjectTest, SecondBuildReusesTheRunAndAnotherInputMakesAnother)
{
    const std::string first = build(m_text, "out");
    m_progress.stages.clear();
    EXPECT_EQ(build(m_text, "out"), first);
    EXPECT_THAT(m_progress.stages, ElementsAre("looking at the inputs", "checksums"));
    m_county.write_street_file("p/2025-03-force-street.csv",
                               {SmallCounty::row_at(500, 500, "2025-03")});
    EXPECT_NE(build(m_text, "out"), first);
    EXPECT_THAT(m_progress.stages, testing::Contains("computing layers"));
}

TEST_F(BuildProjectTest, TheGazetteersListsAreInputsAndAreKeptBesideTheRuns)
{
    m_county.write("c.csv", "T,C,LON,LAT,PLACE\n2025-01-03,Theft,0.1,52.2,The Crown\n");
    m_county.write("premises.csv", "name,x,y\nThe Crown,541000,251000\n");
    std::string text = m_text;
    text.replace(text.find("[[layers]]"), 10,
                 "[[sources]]\nid = \"council\"\nkind = \"council\"\npath = \"c.csv\"\n"
                 "fields = { time = \"T\", category = \"C\", lon = \"LON\", lat = \"LAT\", "
                 "location = [\"PLACE\"] }\n"
                 "[gazetteer]\npremises = [\"premises.csv\"]\nroads = []\n"
                 "[[layers]]\nsources = [\"police\"]");
    const auto kept = [&] {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(m_county.path("out/cache"))) {
            names.push_back(entry.path().filename().string());
        }
        return names;
    };
    const std::string first = build(text, "out");
    EXPECT_THAT(m_progress.stages, testing::Contains("reading the gazetteer"));
    EXPECT_THAT(kept(), testing::ElementsAre(testing::StartsWith("gazetteer-")));

    fs::remove_all(m_county.path("out/runs"));
    m_progress.stages.clear();
    EXPECT_EQ(build(text, "out"), first);
    EXPECT_THAT(m_progress.stages, testing::Not(testing::Contains("reading the gazetteer")));

    m_county.write("premises.csv", "name,x,y\nThe Crown,541000,251001\n");
    m_progress.stages.clear();
    EXPECT_NE(build(text, "out"), first);
    EXPECT_THAT(m_progress.stages, testing::Contains("reading the gazetteer"));
    EXPECT_THAT(kept(), testing::SizeIs(1));

    m_progress.hooked_stage = "computing layers";
    m_progress.hook = [&] {
        m_county.write("premises.csv", "name,x,y\nThe Crown,541000,251002\n");
    };
    EXPECT_EQ(build_error(text), "premises.csv: changed while it was being read; build again");
}

TEST_F(BuildProjectTest, AnInputReplacedDuringABuildIsRefused)
{
    const auto replaced_at = [&](const std::string& stage, const std::string& file) {
        const std::string bytes = bytes_of(m_county.path(file));
        bool is_hooked = false;
        m_progress.hooked_stage = stage;
        m_progress.hook = [&] {
            is_hooked = true;
            m_county.write(file, bytes + "\n");
        };
        const std::string error = build_error(m_text);
        m_county.write(file, bytes);
        m_progress.hooked_stage.clear();
        EXPECT_TRUE(is_hooked) << stage;
        return error;
    };
    const auto named = [](const std::string& file) {
        return file + ": changed while it was being read; build again";
    };
    // Parsed before the checksums that the run id is made of.
    EXPECT_EQ(replaced_at("checksums", "wards.geojson"), named("wards.geojson"));
    EXPECT_EQ(replaced_at("checksums", "residents.csv"), named("residents.csv"));
    // Read after them.
    const std::string january = "p/2025-01-force-street.csv";
    EXPECT_EQ(replaced_at("reading police", january), named(january));
    EXPECT_EQ(replaced_at("computing layers", january), named(january));
    EXPECT_EQ(replaced_at("computing layers", "districts.geojson"), named("districts.geojson"));
    EXPECT_EQ(build_error(m_text + "# whole"), "no error") << "every file is as it was";
}

TEST_F(BuildProjectTest, ABasemapReplacedAfterItWasParsedIsRefused)
{
    const std::string land =
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":)"
        R"({"type":"Polygon","coordinates":[[[0,52],[0.3,52],[0.3,52.3],[0,52.3],[0,52]]]}}]})";
    m_county.write("land.geojson", land);
    m_progress.hooked_stage = "checksums";
    m_progress.hook = [&] { m_county.write("land.geojson", land + "\n"); };
    EXPECT_THAT(build_error(m_text + "[[basemap]]\npath = \"land.geojson\"\nclass = \"land\"\n"),
                HasSubstr("land.geojson: changed while it was being read"));
}

TEST_F(BuildProjectTest, RunsOfOneIdAreTheSameWhateverIsBesideTheAnalysis)
{
    const std::string id = build(m_text, "plain");
    const auto files = tree("plain", id);
    ASSERT_GE(files.size(), 8U);
    const auto expect_same = [&](const std::string& text, const std::string& output,
                                 const std::string& said) {
        m_progress.warnings.clear();
        ASSERT_EQ(build(text, output), id) << said;
        EXPECT_EQ(tree(output, id), files) << said;
        EXPECT_THAT(m_progress.warnings, Contains(HasSubstr(said)));
    };
    expect_same(m_text + "[server]\ntrusted_proxies = [\"10.0.0.1\"]\n", "proxies",
                "server.trusted_proxies: has no effect yet");
    expect_same(m_text + "[access]\ntokens = [{ name = \"csp\", sha256 = \"" +
                    std::string(64, 'a') + "\", tier = \"partner\" }]\n",
                "tokens", "access.tokens: tokens are not checked");
    const std::string january = bytes_of(m_county.path("p/2025-01-force-street.csv"));
    m_county.write("p/2025-03-street.csv", january);
    expect_same(m_text, "untaken", "2025-03-street.csv was not read");
    m_county.write("p/twice/2025-01-FORCE-street.csv", january);
    expect_same(m_text, "repeated", "twice/2025-01-FORCE-street.csv: equals");
}

/// Every file that a source is read from counts, not only the named one.
TEST_F(BuildProjectTest, ACompanionOfABoundaryFileMakesAnotherRun)
{
    for (const auto& [driver, name, companion] :
         {std::tuple{"ESRI Shapefile", "wards.shp", "wards.dbf"},
          std::tuple{"MapInfo File", "wards.tab", "wards.dat"}}) {
        const std::string command =
            fmt::format("ogr2ogr -f '{}' '{}' '{}'", driver, m_county.path(name),
                        m_county.path("wards.geojson"));
        ASSERT_EQ(std::system(command.c_str()), 0);
        std::string text = m_text;
        text.replace(text.find("wards.geojson"), std::string("wards.geojson").size(), name);
        const std::string first = build(text, "out");
        EXPECT_EQ(build(text, "out"), first) << name;
        const auto manifest =
            run_store::read_manifest(fs::path(m_county.path("out")) / "runs" / first);
        EXPECT_THAT(manifest.inputs, Contains(Field(&run_store::InputChecksum::path, companion)));

        // Another name for a ward of the same shape.
        std::string bytes = bytes_of(m_county.path(companion));
        const std::size_t at = bytes.find("Name of w1");
        ASSERT_NE(at, std::string::npos) << companion;
        m_county.write(companion, bytes.replace(at, 4, "Nome"));
        EXPECT_NE(build(text, "out"), first) << name;
    }
}

TEST_F(BuildProjectTest, ATypesFileBesideThePopulationMakesAnotherRun)
{
    const std::string first = build(m_text, "out");
    m_county.write("residents.csvt", "String,Integer");
    EXPECT_NE(build(m_text, "out"), first);
}

TEST_F(BuildProjectTest, ManifestNamesTheCoordinateOperations)
{
    const std::string id = build(m_text, "out");
    const fs::path run = fs::path(m_county.path("out")) / "runs" / id;
    auto manifest = run_store::read_manifest(run);
    const gis::Projection projection("EPSG:27700");
    EXPECT_EQ(manifest.operations.name, projection.operation().name);
    EXPECT_EQ(manifest.operations.accuracy_m, projection.operation().accuracy_m);
    EXPECT_TRUE(manifest.operations.of_areas.empty()) << "boundaries are in the project's system";

    const std::string command =
        fmt::format("ogr2ogr -t_srs EPSG:4326 '{}' '{}'", m_county.path("degrees.geojson"),
                    m_county.path("wards.geojson"));
    ASSERT_EQ(std::system(command.c_str()), 0);
    std::string text = m_text;
    text.replace(text.find("wards.geojson"), std::string("wards.geojson").size(),
                 "degrees.geojson");
    manifest =
        run_store::read_manifest(fs::path(m_county.path("out")) / "runs" / build(text, "out"));
    EXPECT_THAT(manifest.operations.of_areas.at("wards"), HasSubstr(projection.operation().name));
}

TEST_F(BuildProjectTest, ARunWithAStrangeFileIsBuiltAnew)
{
    const std::string id = build(m_text, "out");
    const fs::path strange = fs::path(m_county.path("out")) / "runs" / id / "analyst/more.gpkg";
    std::ofstream(strange) << "x";
    EXPECT_THROW(open("out"), DataError);
    EXPECT_EQ(build(m_text, "out"), id);
    EXPECT_THAT(m_progress.warnings,
                Contains(AllOf(HasSubstr(id), HasSubstr("does not agree with its manifest"))));
    EXPECT_FALSE(fs::exists(strange));
    EXPECT_NO_THROW(open("out"));
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

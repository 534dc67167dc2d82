#include <cstdlib>
#include <fstream>
#include <iterator>
#include <tuple>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "build_project_fixture.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/run_store/manifest.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

std::string bytes_of(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
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

}  // namespace
}  // namespace heatward::pipeline

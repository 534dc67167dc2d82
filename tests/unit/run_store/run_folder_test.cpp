#include <cmath>
#include <fstream>
#include <iterator>
#include <map>

#include <sys/stat.h>

#include <gmock/gmock.h>

#include "heatward/core/error.hpp"
#include "heatward/core/version.hpp"
#include "heatward/project/project_json.hpp"
#include "heatward/run_store/view.hpp"
#include "run_folder_fixture.hpp"
#include "support/small_basemap.hpp"

namespace heatward::run_store {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using ::testing::IsEmpty;

std::string bytes_of(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file.is_open()) << path;
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::map<std::string, std::string> tree_of(const fs::path& folder)
{
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files[entry.path().lexically_relative(folder).string()] = bytes_of(entry.path());
        }
    }
    return files;
}

TEST_F(RunFolder, GivesBackWhatWasPublished)
{
    publish();

    const auto run = Run::open(find_run_folder(m_output.root).string());
    const auto view = View::of(run, Tier::analyst);
    ASSERT_TRUE(view.has_value());
    const RunData& read = view->data();
    const RunData& written = m_contents.data;
    EXPECT_EQ(read.run_id, written.run_id);
    EXPECT_EQ(read.program_version, program_version());
    EXPECT_EQ(project::to_json(read.project), project::to_json(written.project));
    EXPECT_EQ(read.incidents.x, written.incidents.x);
    EXPECT_EQ(read.incidents.y, written.incidents.y);
    EXPECT_EQ(read.incidents.time, written.incidents.time);
    EXPECT_EQ(read.incidents.source, written.incidents.source);
    EXPECT_EQ(read.incidents.category, written.incidents.category);
    EXPECT_EQ(read.incidents.row, written.incidents.row);
    EXPECT_EQ(read.incidents.located, written.incidents.located);
    EXPECT_EQ(read.incidents.uncertainty_m, written.incidents.uncertainty_m);
    ASSERT_EQ(read.area_sets.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(read.area_sets[i].name, written.area_sets[i].name);
        EXPECT_EQ(read.area_sets[i].columns, written.area_sets[i].columns);
        EXPECT_EQ(read.area_sets[i].rows, written.area_sets[i].rows);
        EXPECT_EQ(read.area_sets[i].geometry, written.area_sets[i].geometry);
    }
    EXPECT_EQ(read.hotspots.rows, written.hotspots.rows);
    EXPECT_DOUBLE_EQ(area_m2(read.study_area), 20000.0 * 10000.0);
    ASSERT_EQ(read.layers.size(), 1U);
    EXPECT_EQ(read.layers[0].count, 200U);
    EXPECT_EQ(read.layers[0].breaks, written.layers[0].breaks);
    ASSERT_EQ(read.sources.size(), 2U);
    EXPECT_EQ(read.sources[1].id, "ambulance");
    EXPECT_EQ(read.sources[1].periods.size(), 12U);
    ASSERT_EQ(read.sources[1].by_month.size(), 2U);
    EXPECT_EQ(read.sources[1].by_month[0].month, (Month{2025, 1}));
    EXPECT_EQ(read.sources[1].by_month[1].month, (Month{2025, 2}));
    EXPECT_EQ(read.sources[1].by_month[1].rows, 31U);
    EXPECT_EQ(read.sources[1].by_month[1].located, 29U);
    const auto& surface = read.surfaces.at("violence");
    EXPECT_EQ(surface.frame.extent(), written.surfaces.at("violence").frame.extent());
    EXPECT_TRUE(std::isnan(surface.at(0, 0)));
    EXPECT_EQ(surface.at(7, 11), written.surfaces.at("violence").at(7, 11));
}

TEST_F(RunFolder, HasTheAgreedLayout)
{
    publish();
    EXPECT_EQ(fs::read_symlink(m_output.current()), fs::path("runs") / m_contents.data.run_id);
    const fs::path run = m_output.run(m_contents.data.run_id);
    struct stat status = {};
    ASSERT_EQ(::stat((run / "analyst").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U);
    for (const char* name : {"areas.gpkg", "hotspots.gpkg", "incidents.gpkg", "report.json",
                             "report.html", "surfaces/violence.tif", "rejects/police.csv"}) {
        EXPECT_TRUE(fs::is_regular_file(run / "analyst" / name)) << name;
    }
    EXPECT_EQ(bytes_of(run / "analyst/rejects/police.csv"),
              "row,file,source,reason,fields\n"
              "17,2025-01/street.csv,police,no position,\"Longitude; Latitude\"\n"
              "3,'=cmd(),police,\"said \"\"no\"\"\",\n");
    const Manifest manifest = read_manifest(run);
    EXPECT_EQ(manifest.outputs.size(), 7U);
    EXPECT_EQ(manifest.instruction_set, instruction_set());
    EXPECT_EQ(manifest.inputs, m_contents.inputs);
    EXPECT_THAT(leftovers(), IsEmpty());
}

TEST_F(RunFolder, FilesCannotBeWrittenToButFoldersCanBeRemoved)
{
    const fs::path run = publish();
    constexpr auto kWrite =
        fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(run)) {
        const auto permissions = entry.status().permissions();
        if (entry.is_regular_file()) {
            ++files;
            EXPECT_EQ(permissions & kWrite, fs::perms::none) << entry.path();
            EXPECT_NE(permissions & fs::perms::owner_read, fs::perms::none) << entry.path();
        } else {
            EXPECT_NE(permissions & fs::perms::owner_write, fs::perms::none) << entry.path();
        }
    }
    EXPECT_EQ(files, 8U);
    EXPECT_NO_THROW(Run::open(run.string()));
    fs::remove_all(run);
    EXPECT_FALSE(fs::exists(run));
}

TEST_F(RunFolder, SameContentsGiveSameBytesElsewhere)
{
    const TemporaryFolder one;
    const TemporaryFolder other;
    publish_run({one.path()}, m_contents);
    publish_run({other.path() / "deeper"}, m_contents);
    EXPECT_EQ(tree_of(one.path() / "runs"), tree_of(other.path() / "deeper/runs"));
}

TEST_F(RunFolder, IsNotWrittenWithoutALayersSurface)
{
    m_contents.data.surfaces.clear();
    EXPECT_THROW(publish_run(m_output, m_contents), std::out_of_range);
    EXPECT_FALSE(fs::exists(m_output.current()));
}

TEST_F(RunFolder, HoldsABasemapWhereTheRunHasOne)
{
    publish();
    const fs::path without = find_run_folder(m_output.root);
    EXPECT_FALSE(fs::exists(without / "analyst/basemap.gpkg"));

    m_contents.data.basemap = test::small_basemap(540000, 250000, 20000);
    m_contents.inputs.push_back({"roads.geojson", std::string(64, 'c')});
    m_contents.data.run_id =
        run_id_of(m_contents.data.project, m_contents.inputs, m_contents.operations);
    m_contents.report["run_id"] = m_contents.data.run_id;
    publish();
    const fs::path run_folder = find_run_folder(m_output.root);
    ASSERT_NE(run_folder, without);
    const auto run = Run::open(run_folder.string());
    EXPECT_EQ(View::of(run, Tier::analyst)->data().basemap, m_contents.data.basemap);

    // It is among the files that the manifest vouches for.
    flip_byte(run_folder / "analyst/basemap.gpkg");
    EXPECT_THROW(Run::open(run_folder.string()), DataError);
}

TEST_F(RunFolder, HoldsInterventionsWhereTheRunHasAny)
{
    publish();
    const fs::path without = find_run_folder(m_output.root);
    EXPECT_FALSE(fs::exists(without / "analyst/interventions.gpkg"));
    const auto old = Run::open(without.string());
    EXPECT_EQ(View::of(old, Tier::analyst)->data().interventions.size(), 0U);

    const FeatureTable written = test::example_interventions();
    m_contents.data.interventions = written;
    change_an_input();
    m_contents.report["run_id"] = m_contents.data.run_id;
    publish();
    const fs::path run_folder = find_run_folder(m_output.root);
    ASSERT_NE(run_folder, without);
    const auto run = Run::open(run_folder.string());
    const FeatureTable& read = View::of(run, Tier::analyst)->data().interventions;
    EXPECT_EQ(read.name, "interventions");
    EXPECT_EQ(read.columns, written.columns);
    EXPECT_EQ(read.rows, written.rows);
    EXPECT_EQ(read.geometry, written.geometry);

    // It is among the files that the manifest vouches for.
    flip_byte(run_folder / "analyst/interventions.gpkg");
    EXPECT_THROW(Run::open(run_folder.string()), DataError);
}

/// A run that an earlier build made of a project with interventions has no such file.
TEST_F(RunFolder, OpensWithoutTheFileOfInterventionsThatItsProjectHas)
{
    m_contents.data.project.interventions.push_back(
        {"patrols", "wards", {"W1"}, "", {2025, 3}, Month{2025, 5}, "", {}});
    change_an_input();
    m_contents.report["run_id"] = m_contents.data.run_id;
    const auto run = Run::open(publish().string());
    const RunData& data = View::of(run, Tier::analyst)->data();
    EXPECT_EQ(data.project.interventions.size(), 1U);
    EXPECT_EQ(data.interventions.size(), 0U);
}

}  // namespace
}  // namespace heatward::run_store

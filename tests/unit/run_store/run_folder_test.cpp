#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/core/version.hpp"
#include "heatward/gis/library_versions.hpp"
#include "heatward/project/project_json.hpp"
#include "heatward/run_store/run_writer.hpp"
#include "heatward/run_store/verification.hpp"
#include "heatward/run_store/view.hpp"
#include "support/example_run.hpp"
#include "support/small_basemap.hpp"
#include "support/temporary_folder.hpp"

namespace heatward::run_store {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
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

/// Whatever stands in tmp/ beside the lock.
std::vector<std::string> leftovers(const OutputFolder& output)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(output.tmp())) {
        if (entry.path().filename() != "lock") {
            names.push_back(entry.path().filename().string());
        }
    }
    return names;
}

void flip_byte(const fs::path& path)
{
    fs::permissions(path, fs::perms::owner_write, fs::perm_options::add);
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekg(static_cast<std::streamoff>(fs::file_size(path) / 2));
    const int byte = file.peek();
    file.seekp(static_cast<std::streamoff>(fs::file_size(path) / 2));
    file.put(static_cast<char>(byte ^ 0x01));
}

/// What publishing says where files may not grow beyond 4 kB, which fails as a full disk does.
std::string publish_on_full_disk(const OutputFolder& output, const RunContents& contents)
{
    rlimit old = {};
    EXPECT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
    const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{4096, old.rlim_max};
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    std::string message;
    try {
        publish_run(output, contents);
    } catch (const EnvironmentError& error) {
        message = error.what();
    }
    ::setrlimit(RLIMIT_FSIZE, &old);
    std::signal(SIGXFSZ, old_handler);
    return message;
}

TEST(RunFolder, GivesBackWhatWasPublished)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    const auto contents = test::example_run_contents();
    publish_run(output, contents);

    const auto run = Run::open(find_run_folder(output.root).string());
    const auto view = View::of(run, Tier::analyst);
    ASSERT_TRUE(view.has_value());
    const RunData& read = view->data();
    const RunData& written = contents.data;
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

TEST(RunFolder, HasTheAgreedLayout)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    const auto contents = test::example_run_contents();
    publish_run(output, contents);
    EXPECT_EQ(fs::read_symlink(output.current()), fs::path("runs") / contents.data.run_id);
    const fs::path run = output.run(contents.data.run_id);
    struct stat status = {};
    ASSERT_EQ(::stat((run / "analyst").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U);
    for (const char* name : {"areas.gpkg", "hotspots.gpkg", "incidents.gpkg", "report.json",
                             "report.html", "surfaces/violence.tif", "rejects/police.csv"}) {
        EXPECT_TRUE(fs::is_regular_file(run / "analyst" / name)) << name;
    }
    EXPECT_EQ(bytes_of(run / "analyst/rejects/police.csv"),
              "row,file,source,reason,fields\n"
              "17,2025-01/street.csv,police,no position,Longitude; Latitude\n"
              "3,'=cmd(),police,\"said \"\"no\"\"\",\n");
    const Manifest manifest = read_manifest(run);
    EXPECT_EQ(manifest.outputs.size(), 7U);
    EXPECT_EQ(manifest.instruction_set, instruction_set());
    EXPECT_EQ(manifest.inputs, contents.inputs);
    EXPECT_THAT(leftovers(output), IsEmpty());
}

TEST(RunFolder, FilesCannotBeWrittenToButFoldersCanBeRemoved)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    const auto contents = test::example_run_contents();
    publish_run(output, contents);
    const fs::path run = output.run(contents.data.run_id);
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

TEST(RunFolder, SameContentsGiveSameBytesElsewhere)
{
    const TemporaryFolder one;
    const TemporaryFolder other;
    const auto contents = test::example_run_contents();
    publish_run({one.path()}, contents);
    publish_run({other.path() / "deeper"}, contents);
    EXPECT_EQ(tree_of(one.path() / "runs"), tree_of(other.path() / "deeper/runs"));
}

TEST(RunFolder, NoticesEveryFlippedByte)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    const auto contents = test::example_run_contents();
    publish_run(output, contents);
    const fs::path run = output.run(contents.data.run_id);
    for (const auto& checksum : read_manifest(run).outputs) {
        flip_byte(run / checksum.path);
        try {
            Run::open(run.string());
            ADD_FAILURE() << checksum.path << " was opened";
        } catch (const DataError& error) {
            EXPECT_THAT(error.what(), HasSubstr(checksum.path));
        }
        flip_byte(run / checksum.path);
    }
    EXPECT_NO_THROW(Run::open(run.string()));
    fs::remove(run / "analyst/report.html");
    EXPECT_THROW(Run::open(run.string()), DataError);
}

TEST(RunFolder, NoticesAManifestOfAnotherAnalysis)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    const auto contents = test::example_run_contents();
    publish_run(output, contents);
    const fs::path run = output.run(contents.data.run_id);
    Manifest manifest = read_manifest(run);
    manifest.inputs[0].sha256[0] = 'c';
    EXPECT_THAT(verify_run_folder(run, manifest), ::testing::SizeIs(1));
    manifest = read_manifest(run);
    manifest.outputs[0].path = "../../../etc/passwd";
    EXPECT_THROW(parse_manifest(to_text(manifest), "manifest.json"), DataError);
}

/// What verification says of the run in the folder.
std::vector<std::string> differences_in(const fs::path& run)
{
    return verify_run_folder(run, read_manifest(run));
}

TEST(RunFolder, NoticesAFileThatTheManifestDoesNotName)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    const auto contents = test::example_run_contents();
    publish_run(output, contents);
    const fs::path run = output.run(contents.data.run_id);
    ASSERT_THAT(differences_in(run), IsEmpty());
    for (const char* name : {"analyst/areas.gpkg-wal", "analyst/surfaces/robbery.tif",
                             "analyst/new/x.txt", "public/report.json", "note.txt"}) {
        fs::create_directories((run / name).parent_path());
        std::ofstream(run / name) << "x";
        EXPECT_THAT(differences_in(run),
                    ElementsAre(AllOf(HasSubstr(name), HasSubstr("not in the manifest"))))
            << name;
        EXPECT_THROW(Run::open(run.string()), DataError) << name;
        EXPECT_FALSE(reuse_run(output, contents.data.run_id)) << name;
        fs::remove(run / name);
    }
    fs::create_directory_symlink(folder.path(), run / "analyst/elsewhere");
    EXPECT_THAT(differences_in(run), ElementsAre(HasSubstr("analyst/elsewhere")));
    fs::remove(run / "analyst/elsewhere");
    EXPECT_TRUE(reuse_run(output, contents.data.run_id));
}

TEST(RunFolder, PassesOverWhatGisProgramsLeaveAndNothingReads)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    const auto contents = test::example_run_contents();
    publish_run(output, contents);
    const fs::path run = output.run(contents.data.run_id);
    const Manifest manifest = read_manifest(run);
    EXPECT_THAT(stray_files(run, manifest), IsEmpty());
    std::vector<fs::path> left;
    for (const char* name :
         {"analyst/areas.gpkg-shm", "analyst/areas.gpkg-wal", "analyst/areas.qmd",
          "analyst/surfaces/violence.qml", "analyst/surfaces/violence.tif.aux.xml"}) {
        left.push_back(run / name);
        std::ofstream file(run / name);
        if (!std::string(name).starts_with("analyst/areas.gpkg")) {
            file << "<qgis/>";
        }
    }
    EXPECT_THAT(differences_in(run), IsEmpty());
    EXPECT_EQ(stray_files(run, manifest), left);
    EXPECT_NO_THROW(Run::open(run.string()));
    EXPECT_TRUE(reuse_run(output, contents.data.run_id));
    std::ofstream(run / "analyst/areas.gpkg-shm") << "x";
    EXPECT_THAT(differences_in(run), ElementsAre(HasSubstr("areas.gpkg-shm")));
    fs::remove(run / "analyst/areas.gpkg-shm");
    fs::remove(run / "analyst/areas.qmd");
    fs::create_symlink("areas.gpkg", run / "analyst/areas.qmd");
    EXPECT_THAT(differences_in(run), ElementsAre(HasSubstr("areas.qmd")));
}

TEST(RunFolder, NoticesAFileThatNoRunCanBeWithout)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    const auto contents = test::example_run_contents();
    publish_run(output, contents);
    const fs::path run = output.run(contents.data.run_id);
    const Manifest whole = read_manifest(run);
    for (const char* name :
         {"analyst/surfaces/violence.tif", "analyst/areas.gpkg", "analyst/hotspots.gpkg",
          "analyst/incidents.gpkg", "analyst/report.json", "analyst/report.html"}) {
        // A folder whose manifest agrees with what is left of it.
        Manifest manifest = whole;
        std::erase_if(manifest.outputs, [&](const auto& file) { return file.path == name; });
        const fs::path aside = folder.path() / "aside";
        fs::rename(run / name, aside);
        fs::permissions(run / kManifestName, fs::perms::owner_write, fs::perm_options::add);
        std::ofstream(run / kManifestName) << to_text(manifest);
        EXPECT_THAT(differences_in(run),
                    ElementsAre(AllOf(HasSubstr(name), HasSubstr("cannot be without it"))));
        EXPECT_THROW(Run::open(run.string()), DataError) << name;
        EXPECT_FALSE(reuse_run(output, contents.data.run_id)) << name;
        fs::rename(aside, run / name);
    }
    fs::rename(run / "analyst/surfaces/violence.tif", folder.path() / "aside");
    EXPECT_THROW(Run::open(run.string(), Trust::as_is), DataError);
    fs::rename(folder.path() / "aside", run / "analyst/surfaces/violence.tif");
    std::ofstream(run / kManifestName) << to_text(whole);
    EXPECT_TRUE(reuse_run(output, contents.data.run_id));
}

TEST(RunFolder, IsNotWrittenWithoutALayersSurface)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    auto contents = test::example_run_contents();
    contents.data.surfaces.clear();
    EXPECT_THROW(publish_run(output, contents), std::out_of_range);
    EXPECT_FALSE(fs::exists(output.current()));
}

TEST(RunFolder, ReusesAStandingRunAndRebuildsADamagedOne)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    const auto contents = test::example_run_contents();
    const std::string& id = contents.data.run_id;
    EXPECT_FALSE(reuse_run(output, id));
    publish_run(output, contents);
    fs::remove(output.current());
    EXPECT_TRUE(reuse_run(output, id));
    EXPECT_EQ(fs::read_symlink(output.current()), fs::path("runs") / id);

    flip_byte(output.run(id) / "analyst/areas.gpkg");
    EXPECT_FALSE(reuse_run(output, id));
    EXPECT_TRUE(fs::exists(output.run(id))) << "there is nothing in its place yet";
    publish_run(output, contents);
    EXPECT_NO_THROW(Run::open(output.current().string()));
}

TEST(RunFolder, AFailedBuildOverADamagedRunLeavesCurrentResolving)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    const auto contents = test::example_run_contents();
    publish_run(output, contents);
    const fs::path run = output.run(contents.data.run_id);
    flip_byte(run / "analyst/areas.gpkg");
    ASSERT_FALSE(reuse_run(output, contents.data.run_id));
    EXPECT_THAT(publish_on_full_disk(output, contents), HasSubstr(folder.path().string()));
    EXPECT_EQ(find_run_folder(output.root),
              fs::canonical(output.root) / run.lexically_relative(output.root));
    EXPECT_THAT(leftovers(output), IsEmpty());
    publish_run(output, contents);
    EXPECT_NO_THROW(Run::open(output.current().string()));
}

TEST(RunFolder, AFullDiskNamesThePathAndLeavesCurrentAlone)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    auto contents = test::example_run_contents();
    publish_run(output, contents);
    const auto before = fs::read_symlink(output.current());
    contents.inputs[0].sha256[0] = 'd';
    contents.data.run_id = run_id_of(contents.data.project, contents.inputs, contents.operations);

    const std::string message = publish_on_full_disk(output, contents);

    EXPECT_THAT(message, HasSubstr(folder.path().string()));
    EXPECT_EQ(fs::read_symlink(output.current()), before);
    EXPECT_FALSE(fs::exists(output.run(contents.data.run_id)));
    EXPECT_THAT(leftovers(output), IsEmpty());
}

TEST(RunFolder, AKilledBuildLeavesCurrentAloneAndTheNextOneTidiesUp)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    auto contents = test::example_run_contents();
    publish_run(output, contents);
    const auto before = fs::read_symlink(output.current());
    contents.inputs[0].sha256[0] = 'd';
    contents.data.run_id = run_id_of(contents.data.project, contents.inputs, contents.operations);

    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        // The first file that grows beyond 4 kB kills the process in mid-write.
        std::signal(SIGXFSZ, SIG_DFL);
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_CORE, &none);
        const rlimit small{4096, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &small);
        publish_run(output, contents);
        ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(fs::read_symlink(output.current()), before);
    EXPECT_EQ(leftovers(output).size(), 1U);

    publish_run(output, contents);
    EXPECT_EQ(fs::read_symlink(output.current()), fs::path("runs") / contents.data.run_id);
    EXPECT_THAT(leftovers(output), IsEmpty());
}

TEST(RunFolder, BuildsAtTheSameTimeDoNotHurtEachOther)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    std::vector<pid_t> children;
    for (int i = 0; i < 4; ++i) {
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            auto contents = test::example_run_contents();
            if (i % 2 == 1) {
                contents.inputs[0].sha256[0] = 'd';
                contents.data.run_id =
                    run_id_of(contents.data.project, contents.inputs, contents.operations);
            }
            publish_run(output, contents);
            ::_exit(0);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 1;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        EXPECT_EQ(status, 0);
    }
    EXPECT_THAT(leftovers(output), IsEmpty());
    EXPECT_NO_THROW(Run::open(output.current().string()));
    std::size_t runs = 0;
    for (const auto& run : fs::directory_iterator(output.runs())) {
        EXPECT_NO_THROW(Run::open(run.path().string()));
        ++runs;
    }
    EXPECT_EQ(runs, 2U);
}

TEST(RunId, DependsOnInputsProjectOperationsAndVersionsAlone)
{
    const auto contents = test::example_run_contents();
    const auto& project = contents.data.project;
    const auto& operations = contents.operations;
    const auto id = run_id_of(project, contents.inputs, operations);
    EXPECT_TRUE(is_run_id(id));
    auto reversed = contents.inputs;
    std::reverse(reversed.begin(), reversed.end());
    EXPECT_EQ(run_id_of(project, reversed, operations), id);
    auto moved = project;
    moved.folder = "/somewhere/else";
    moved.output = "elsewhere";
    moved.server.listen = "127.0.0.1:1";
    EXPECT_EQ(run_id_of(moved, contents.inputs, operations), id);
    auto other = project;
    other.layers[0].bandwidth = 400.0;
    EXPECT_NE(run_id_of(other, contents.inputs, operations), id);
    auto inputs = contents.inputs;
    inputs[1].sha256[5] = '0';
    EXPECT_NE(run_id_of(project, inputs, operations), id);
}

TEST(RunId, DependsOnTheCoordinateOperations)
{
    const auto contents = test::example_run_contents();
    const auto id = [&](const CoordinateOperations& operations) {
        return run_id_of(contents.data.project, contents.inputs, operations);
    };
    const CoordinateOperations helmert{"OSGB36 to WGS 84 (6)", 2, {}};
    EXPECT_NE(id(helmert), id({"OSGB36 to WGS 84 (9)", 2, {}}));
    EXPECT_NE(id(helmert), id({"OSGB36 to WGS 84 (6)", 1, {}}));
    EXPECT_NE(id(helmert), id({"OSGB36 to WGS 84 (6)", 2, {{"wards", "OSGB36 to ETRS89, 1 m"}}}));
}

TEST(RunId, DependsOnTheVersionsOfProgramAndLibraries)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    const auto contents = test::example_run_contents();
    publish_run(output, contents);
    const Manifest manifest = read_manifest(output.run(contents.data.run_id));
    EXPECT_EQ(run_id_of(manifest), contents.data.run_id);
    EXPECT_EQ(manifest.program_version, program_version());
    EXPECT_EQ(manifest.libraries, gis::library_versions());
    EXPECT_EQ(manifest.operations, contents.operations);
    Manifest other = manifest;
    other.program_version = "0.1.0+00000000";
    EXPECT_NE(run_id_of(other), contents.data.run_id);
    for (const auto& [library, version] : manifest.libraries) {
        other = manifest;
        other.libraries.at(library) = version + ".1";
        EXPECT_NE(run_id_of(other), contents.data.run_id) << library;
    }
}

TEST(RunId, RefusesWhatCouldNameAPath)
{
    for (const char* text : {"", "..", "0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF",
                             "0123456789abcde/", "../../../../etc/"}) {
        EXPECT_FALSE(is_run_id(text)) << text;
    }
}

TEST(RunFolder, HoldsABasemapWhereTheRunHasOne)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    auto contents = test::example_run_contents();
    publish_run(output, contents);
    const fs::path without = find_run_folder(output.root);
    EXPECT_FALSE(fs::exists(without / "analyst/basemap.gpkg"));

    contents.data.basemap = test::small_basemap(540000, 250000, 20000);
    contents.inputs.push_back({"roads.geojson", std::string(64, 'c')});
    contents.data.run_id = run_id_of(contents.data.project, contents.inputs, contents.operations);
    contents.report["run_id"] = contents.data.run_id;
    publish_run(output, contents);
    const fs::path run_folder = find_run_folder(output.root);
    ASSERT_NE(run_folder, without);
    const auto run = Run::open(run_folder.string());
    EXPECT_EQ(View::of(run, Tier::analyst)->data().basemap, contents.data.basemap);

    // It is among the files that the manifest vouches for.
    flip_byte(run_folder / "analyst/basemap.gpkg");
    EXPECT_THROW(Run::open(run_folder.string()), DataError);
}

}  // namespace
}  // namespace heatward::run_store

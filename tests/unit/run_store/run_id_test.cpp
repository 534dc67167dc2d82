#include <algorithm>

#include <gtest/gtest.h>

#include "heatward/core/version.hpp"
#include "heatward/gis/library_versions.hpp"
#include "heatward/run_store/run_writer.hpp"
#include "support/example_run.hpp"
#include "support/temporary_folder.hpp"

namespace heatward::run_store {
namespace {

using test::TemporaryFolder;

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

}  // namespace
}  // namespace heatward::run_store

#include <fstream>

#include <gmock/gmock.h>

#include "heatward/core/error.hpp"
#include "heatward/run_store/verification.hpp"
#include "heatward/run_store/view.hpp"
#include "run_folder_fixture.hpp"

namespace heatward::run_store {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(RunFolder, NoticesEveryFlippedByte)
{
    const fs::path run = publish();
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

TEST_F(RunFolder, NoticesAManifestOfAnotherAnalysis)
{
    const fs::path run = publish();
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

TEST_F(RunFolder, NoticesAFileThatTheManifestDoesNotName)
{
    const fs::path run = publish();
    ASSERT_THAT(differences_in(run), IsEmpty());
    for (const char* name : {"analyst/areas.gpkg-wal", "analyst/surfaces/robbery.tif",
                             "analyst/new/x.txt", "public/report.json", "note.txt"}) {
        fs::create_directories((run / name).parent_path());
        std::ofstream(run / name) << "x";
        EXPECT_THAT(differences_in(run),
                    ElementsAre(AllOf(HasSubstr(name), HasSubstr("not in the manifest"))))
            << name;
        EXPECT_THROW(Run::open(run.string()), DataError) << name;
        EXPECT_FALSE(reuse_run(m_output, m_contents.data.run_id)) << name;
        fs::remove(run / name);
    }
    fs::create_directory_symlink(m_folder.path(), run / "analyst/elsewhere");
    EXPECT_THAT(differences_in(run), ElementsAre(HasSubstr("analyst/elsewhere")));
    fs::remove(run / "analyst/elsewhere");
    EXPECT_TRUE(reuse_run(m_output, m_contents.data.run_id));
}

TEST_F(RunFolder, PassesOverWhatGisProgramsLeaveAndNothingReads)
{
    const fs::path run = publish();
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
    EXPECT_TRUE(reuse_run(m_output, m_contents.data.run_id));
    std::ofstream(run / "analyst/areas.gpkg-shm") << "x";
    EXPECT_THAT(differences_in(run), ElementsAre(HasSubstr("areas.gpkg-shm")));
    fs::remove(run / "analyst/areas.gpkg-shm");
    fs::remove(run / "analyst/areas.qmd");
    fs::create_symlink("areas.gpkg", run / "analyst/areas.qmd");
    EXPECT_THAT(differences_in(run), ElementsAre(HasSubstr("areas.qmd")));
}

TEST_F(RunFolder, NoticesAFileThatNoRunCanBeWithout)
{
    const fs::path run = publish();
    const Manifest whole = read_manifest(run);
    for (const char* name :
         {"analyst/surfaces/violence.tif", "analyst/areas.gpkg", "analyst/hotspots.gpkg",
          "analyst/incidents.gpkg", "analyst/report.json", "analyst/report.html"}) {
        // A folder whose manifest agrees with what is left of it.
        Manifest manifest = whole;
        std::erase_if(manifest.outputs, [&](const auto& file) { return file.path == name; });
        const fs::path aside = m_folder.path() / "aside";
        fs::rename(run / name, aside);
        fs::permissions(run / kManifestName, fs::perms::owner_write, fs::perm_options::add);
        std::ofstream(run / kManifestName) << to_text(manifest);
        EXPECT_THAT(differences_in(run),
                    ElementsAre(AllOf(HasSubstr(name), HasSubstr("cannot be without it"))));
        EXPECT_THROW(Run::open(run.string()), DataError) << name;
        EXPECT_FALSE(reuse_run(m_output, m_contents.data.run_id)) << name;
        fs::rename(aside, run / name);
    }
    fs::rename(run / "analyst/surfaces/violence.tif", m_folder.path() / "aside");
    EXPECT_THROW(Run::open(run.string(), Trust::as_is), DataError);
    fs::rename(m_folder.path() / "aside", run / "analyst/surfaces/violence.tif");
    std::ofstream(run / kManifestName) << to_text(whole);
    EXPECT_TRUE(reuse_run(m_output, m_contents.data.run_id));
}

}  // namespace
}  // namespace heatward::run_store

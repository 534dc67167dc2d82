#include "heatward/pipeline/input_files.hpp"

#include <cstdlib>
#include <filesystem>

#include <gmock/gmock.h>

#include "heatward/core/sha256.hpp"
#include "small_county.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class InputFilesTest : public testing::Test {
protected:
    InputFilesTest()
    {
        m_county.write("archive/2025-01/a.csv", "january");
        m_county.write("archive/2025-02/b.csv", "february");
        m_county.write("archive/note.txt", "note");
    }

    std::vector<std::string> names(const std::string& path)
    {
        std::vector<std::string> names;
        for (const InputFile& file : expand_path(m_project, path)) {
            names.push_back(file.name);
        }
        return names;
    }

    SmallCounty m_county;
    project::Project m_project = m_county.project(SmallCounty::project_text("archive"));
};

TEST_F(InputFilesTest, FolderGivesAllFilesBelowIt)
{
    EXPECT_THAT(names("archive"), ElementsAre("2025-01/a.csv", "2025-02/b.csv", "note.txt"));
}

TEST_F(InputFilesTest, GlobGivesItsMatches)
{
    EXPECT_THAT(names("archive/2025-0?/*.csv"), ElementsAre("a.csv", "b.csv"));
    EXPECT_THAT(names("archive/2025-*"), ElementsAre("2025-01/a.csv", "2025-02/b.csv"));
}

TEST_F(InputFilesTest, ZipGivesItsMembersAndIsOneInput)
{
    const std::string command = "cd '" + m_county.path("archive") + "' && zip -q -r ../all.zip .";
    ASSERT_EQ(std::system(command.c_str()), 0);
    EXPECT_THAT(names("all.zip"), ElementsAre("2025-01/a.csv", "2025-02/b.csv", "note.txt"));
    const auto files = expand_path(m_project, "all.zip");
    EXPECT_EQ(files.front().on_disk, m_county.path("all.zip"));
    const auto checksums = checksums_of(m_project, "all.zip", {files[0].on_disk, files[1].on_disk});
    ASSERT_EQ(checksums.size(), 1U);
    EXPECT_EQ(checksums[0].path, "all.zip");
    m_county.write("zips/placeholder", "");
    std::filesystem::rename(m_county.path("all.zip"), m_county.path("zips/all.zip"));
    EXPECT_THAT(names("zips"), ElementsAre("all.zip/2025-01/a.csv", "all.zip/2025-02/b.csv",
                                           "all.zip/note.txt", "placeholder"));
}

TEST_F(InputFilesTest, NothingThereIsAnError)
{
    const auto message_of = [&](const std::string& path) -> std::string {
        try {
            static_cast<void>(expand_path(m_project, path));
        } catch (const DataError& error) {
            return error.what();
        }
        return "no error";
    };
    EXPECT_THAT(message_of("nowhere.zip"), HasSubstr("nowhere.zip: there is no such file"));
    EXPECT_THAT(message_of("*.nothing"), HasSubstr("no file matches"));
    EXPECT_THAT(message_of("PG:password=hunter2"), HasSubstr("PG:[redacted]: is no file"));
}

TEST_F(InputFilesTest, ChecksumsNameFilesAsTheProjectReachesThem)
{
    const auto checksums =
        checksums_of(m_project, "archive",
                     {m_county.path("archive/2025-01/a.csv"), m_county.path("archive/note.txt")});
    EXPECT_THAT(
        checksums,
        ElementsAre(run_store::InputChecksum{"archive/2025-01/a.csv", sha256_hex("january")},
                    run_store::InputChecksum{"archive/note.txt", sha256_hex("note")}));
}

TEST_F(InputFilesTest, ShapefilesBringTheirCompanions)
{
    const std::string command = "ogr2ogr -f 'ESRI Shapefile' '" + m_county.path("w.shp") + "' '" +
                                m_county.path("wards.geojson") + "'";
    ASSERT_EQ(std::system(command.c_str()), 0);
    m_county.write("w.txt", "x");
    EXPECT_THAT(files_of_dataset(m_project, "w.shp"),
                ElementsAre(m_county.path("w.dbf"), m_county.path("w.prj"), m_county.path("w.shp"),
                            m_county.path("w.shx")));
    EXPECT_TRUE(files_of_dataset(m_project, "PG:dbname=x").empty());
}

}  // namespace
}  // namespace heatward::pipeline

#include "heatward/project/key_lines.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "support/temporary_folder.hpp"

namespace heatward::project {
namespace {

constexpr const char* kText = R"([project]
title = "T"

[areas.wards]
path = "wards.gpkg"
parent = { set = "districts", field = "D" }
codes = ["a",
         "b"]

[[layers]]
title = "Violence"
id = "violence"
[[layers]]
id = "No Id"
period = "2025"

[[basemap]]
path = "sea.geojson"
)";

TEST(KeyLines, OfKeysTablesAndListsOfTables)
{
    const KeyLines lines = KeyLines::of_text(kText);
    EXPECT_EQ(lines.line_of("project.title"), 2);
    EXPECT_EQ(lines.line_of("areas.wards.path"), 5);
    EXPECT_EQ(lines.line_of("areas.wards.parent.set"), 6);
    EXPECT_EQ(lines.line_of("areas.wards.parent.field"), 6);
    EXPECT_EQ(lines.line_of("areas.wards.codes"), 7);
    EXPECT_EQ(lines.line_of("layers.violence"), 10);
    EXPECT_EQ(lines.line_of("layers.violence.title"), 11);
    EXPECT_EQ(lines.line_of("layers[2].period"), 15);
    EXPECT_EQ(lines.line_of("basemap[1].path"), 18);
}

TEST(KeyLines, OfTheTableAroundAKeyThatIsNotThere)
{
    const KeyLines lines = KeyLines::of_text(kText);
    EXPECT_EQ(lines.line_of("areas.wards.population.path"), 4);
    EXPECT_EQ(lines.line_of("layers.violence.bandwidth"), 10);
    EXPECT_EQ(lines.line_of("basemap[2].path"), 17);
    EXPECT_EQ(lines.line_of("gazetteer.roads"), 0);
    EXPECT_EQ(lines.line_of(""), 0);
}

TEST(KeyLines, OfAFileThatCannotBeReadThereAreNone)
{
    const test::TemporaryFolder folder;
    EXPECT_EQ(KeyLines::of_file(folder.path() / "none.toml").line_of("project.title"), 0);
    EXPECT_EQ(KeyLines::of_text("[project\ntitle = 1").line_of("project.title"), 0);
    std::ofstream(folder.path() / "project.toml") << kText;
    EXPECT_EQ(KeyLines::of_file(folder.path() / "project.toml").line_of("project.title"), 2);
}

}  // namespace
}  // namespace heatward::project

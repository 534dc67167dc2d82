#include "heatward/gis/feature_output.hpp"

#include <malloc.h>

#include <cstdint>
#include <random>

#include <sqlite3.h>

#include "disk_limit.hpp"
#include "temporary_folder.hpp"
#include "throws_with.hpp"
#include "written_features.hpp"

namespace heatward::gis {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// 200,000 points; `after` is called behind every 1,000th.
template <class Output, class After>
void add_many(Output& output, After&& after)
{
    std::mt19937_64 random(6);  // NOLINT(cert-msc51-cpp): the same points every time
    std::uniform_real_distribution<double> metre(0, 7e5);
    for (std::size_t i = 0; i < 200'000; ++i) {
        output.add(hard_values(i), ProjectedPoint{metre(random), metre(random)});
        if ((i + 1) % 1000 == 0) {
            after();
        }
    }
}

std::size_t allocated_bytes() { return mallinfo2().uordblks + mallinfo2().hblkhd; }

TEST(FlatGeobufStream, HoldsOnlyWhatWasNotTaken)
{
    const TemporaryFolder folder;
    std::ofstream file(folder / "many.fgb", std::ios::binary);
    FlatGeobufStream stream(point_schema());
    const std::string head = stream.take();
    EXPECT_THAT(head, testing::StartsWith("fgb\x03"
                                          "fgb"));
    file << head;
    const std::size_t before = allocated_bytes();
    std::size_t most = 0;
    add_many(stream, [&] {
        const std::string bytes = stream.take();
        most = std::max(most, bytes.size());
        file << bytes;
    });
    const std::size_t after = allocated_bytes();
    stream.finish();
    EXPECT_EQ(stream.take(), "") << "nothing is left to the end";
    file.close();
    EXPECT_LT(most, 1000U * 250);
    EXPECT_LT(after, before + 1'000'000) << "the driver itself holds no features";
    EXPECT_EQ(read_file(folder / "many.fgb").count, 200'000);
}

TEST(FlatGeobufStream, MovesAndRefusesFeaturesBehindItsEnd)
{
    FlatGeobufStream first(point_schema());
    FlatGeobufStream stream(std::move(first));
    stream.add(hard_values(5), ProjectedPoint{1, 2});
    stream.finish();
    stream.finish();
    EXPECT_THAT(message_of<DataError>([&] {
                    stream.add(hard_values(5), ProjectedPoint{1, 2});
                }),
                HasSubstr("finished"));
}

std::string text_of(const std::string& path, const std::string& sql)
{
    sqlite3* database = nullptr;
    sqlite3_stmt* statement = nullptr;
    sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
    std::string text;
    if (sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK) {
        while (sqlite3_step(statement) == SQLITE_ROW) {
            const auto* cell = sqlite3_column_text(statement, 0);
            text += cell == nullptr ? "NULL" : reinterpret_cast<const char*>(cell);
            text += ';';
        }
    } else {
        text = sqlite3_errmsg(database);
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return text;
}

TEST(GeoPackageOutput, IsAWholeGeoPackageWithASpatialIndex)
{
    const TemporaryFolder folder;
    const std::string path = folder / "many.gpkg";
    GeoPackageOutput output(path, point_schema());
    const std::size_t before = allocated_bytes();
    std::uint64_t last = 0;
    add_many(output, [&] {
        EXPECT_GE(output.bytes(), last);
        last = output.bytes();
    });
    // 24 bytes a row of the index in a vector that doubles, and SQLite's pages (2 MB).
    EXPECT_LT(allocated_bytes(), before + 200'000 * 48 + 6'000'000);
    EXPECT_GT(last, 10'000'000U) << "rows went to the disk";
    output.close();
    EXPECT_EQ(text_of(path, "PRAGMA application_id"), "1196444487;");  // "GPKG"
    EXPECT_EQ(text_of(path, "PRAGMA integrity_check"), "ok;");
    EXPECT_EQ(text_of(path, "PRAGMA foreign_key_check"), "");
    EXPECT_EQ(text_of(path, "SELECT rtreecheck('rtree_knife crime_geom')"), "ok;");
    EXPECT_EQ(text_of(path, "SELECT count(*) FROM \"rtree_knife crime_geom\""), "200000;");
    EXPECT_EQ(text_of(path, "SELECT feature_count FROM gpkg_ogr_contents"), "200000;");
    EXPECT_EQ(text_of(path, "SELECT extension_name FROM gpkg_extensions"), "gpkg_rtree_index;");
    const std::string box =
        "r.minx >= 100000 AND r.maxx <= 130000 AND r.miny >= 5000 AND r.maxy <= 200000";
    EXPECT_NE(text_of(path, "SELECT count(*) FROM \"rtree_knife crime_geom\" r WHERE " + box),
              "0;");
    EXPECT_EQ(read_file(path).count, 200'000);
}

TEST(GeoPackageOutput, ReplacesWhatStandsThereAndIsClosedOnce)
{
    const TemporaryFolder folder;
    const std::string path = folder.write("there.gpkg", "something else");
    GeoPackageOutput output(path, point_schema());
    output.add(hard_values(5), ProjectedPoint{1, 2});
    output.close();
    output.close();
    EXPECT_THAT(message_of<DataError>([&] {
                    output.add(hard_values(5), ProjectedPoint{1, 2});
                }),
                AllOf(HasSubstr(path), HasSubstr("closed")));
    EXPECT_EQ(output.bytes(), std::filesystem::file_size(path));
    EXPECT_EQ(read_file(path).count, 1);
}

TEST(GeoPackageOutput, SaysWhereItCannotBeWritten)
{
    const TemporaryFolder folder;
    const std::string path = folder / "missing/a.gpkg";
    EXPECT_THAT(message_of<EnvironmentError>([&] { GeoPackageOutput(path, point_schema()); }),
                HasSubstr(path));
}

TEST(GeoPackageOutputDeathTest, SaysWhenTheDiskIsFull)
{
    const TemporaryFolder folder;
    EXPECT_EXIT(run_on_full_disk(2'000'000,
                                 [&] {
                                     GeoPackageOutput output(folder / "a.gpkg", point_schema());
                                     add_many(output, [] {});
                                     output.close();
                                 }),
                testing::ExitedWithCode(3), "a.gpkg: cannot be written");
}

}  // namespace
}  // namespace heatward::gis

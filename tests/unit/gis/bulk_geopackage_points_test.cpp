// Points read from a GeoPackage's rows are those that GDAL's features give, whatever the rows hold.

#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gdal.h>
#include <gmock/gmock.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <sqlite3.h>

#include "bulk_reading.hpp"
#include "heatward/gis/environment.hpp"
#include "temporary_folder.hpp"
#include "throws_with.hpp"

namespace heatward::gis {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

template <class Number>
void append(std::string& bytes, Number number)
{
    std::array<char, sizeof(Number)> raw{};
    std::memcpy(raw.data(), &number, sizeof(Number));
    bytes.append(raw.data(), raw.size());
}

/// The standard's header; `envelope` is its indicator, 0 to 4.
std::string header(unsigned envelope = 0, unsigned more_flags = 0)
{
    constexpr std::array<std::size_t, 5> kDoubles{0, 4, 6, 6, 8};
    std::string bytes("GP\0", 3);
    bytes += static_cast<char>(1U | (envelope << 1U) | more_flags);
    append(bytes, std::int32_t{27700});
    for (std::size_t i = 0; i < kDoubles.at(envelope); ++i) {
        append(bytes, 0.0);
    }
    return bytes;
}

std::string wkb_point(double x, double y, std::uint32_t dimension = 0)
{
    std::string bytes("\1", 1);
    append(bytes, dimension * 1000 + 1);
    append(bytes, x);
    append(bytes, y);
    for (std::uint32_t i = 0; i < (dimension == 3 ? 2U : dimension == 0 ? 0U : 1U); ++i) {
        append(bytes, 7.5);
    }
    return bytes;
}

std::string wkb_multipoint(std::uint32_t dimension, const std::vector<std::string>& points)
{
    std::string bytes("\1", 1);
    append(bytes, dimension * 1000 + 4);
    append(bytes, static_cast<std::uint32_t>(points.size()));
    for (const std::string& point : points) {
        bytes += point;
    }
    return bytes;
}

double coordinate(Chance& chance)
{
    if (chance.one_in(12)) {
        return chance.of(std::array{kNan, kInfinity, -kInfinity});
    }
    return 500000 + 0.001 * static_cast<double>(chance.below(90000000));
}

std::string geometry(Chance& chance)
{
    const auto dimension = static_cast<std::uint32_t>(chance.below(4));
    const auto point = [&] { return wkb_point(coordinate(chance), coordinate(chance), dimension); };
    std::string blob = header(static_cast<unsigned>(chance.below(5)), chance.one_in(9) ? 0x10U : 0);
    if (chance.one_in(3)) {
        std::vector<std::string> points(chance.below(4));
        for (std::string& each : points) {
            each = point();
        }
        return blob + wkb_multipoint(dimension, points);
    }
    return blob + point();
}

/// A GeoPackage with an empty layer of points with weights.
void create(const std::string& path, OGRFieldType weight, int epsg = 27700)
{
    initialise();
    GDALDatasetH dataset =
        GDALCreate(GDALGetDriverByName("GPKG"), path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
    OGRSpatialReferenceH crs = OSRNewSpatialReference(nullptr);
    OSRImportFromEPSG(crs, epsg);
    std::string index = "SPATIAL_INDEX=NO";
    char* options[] = {index.data(), nullptr};
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "in\"cidents", crs, wkbUnknown, options);
    for (const auto& [name, type] : {std::pair{"note", OFTString}, std::pair{"w", weight}}) {
        OGRFieldDefnH field = OGR_Fld_Create(name, type);
        OGR_L_CreateField(layer, field, 1);
        OGR_Fld_Destroy(field);
    }
    OSRRelease(crs);
    GDALClose(dataset);
}

/// Rows go in past GDAL, which would not write broken ones.
class RawTable {
public:
    explicit RawTable(const std::string& path)
    {
        sqlite3_open(path.c_str(), &m_database);
        run("BEGIN");
    }
    RawTable(const RawTable&) = delete;
    RawTable& operator=(const RawTable&) = delete;
    ~RawTable()
    {
        run("COMMIT");
        sqlite3_close(m_database);
    }

    void run(const std::string& sql)
    {
        ASSERT_EQ(sqlite3_exec(m_database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
            << sql << ": " << sqlite3_errmsg(m_database);
    }

    /// `id` and `weight` are SQL; no geometry is NULL.
    void insert(const std::string& id, const std::string* blob, const std::string& weight)
    {
        const std::string sql = fmt::format(
            "INSERT INTO \"in\"\"cidents\" (fid, geom, w) VALUES ({}, ?, {})", id, weight);
        sqlite3_stmt* statement = nullptr;
        ASSERT_EQ(sqlite3_prepare_v2(m_database, sql.c_str(), -1, &statement, nullptr), SQLITE_OK);
        if (blob != nullptr) {
            sqlite3_bind_blob(statement, 1, blob->data(), static_cast<int>(blob->size()),
                              SQLITE_TRANSIENT);
        }
        EXPECT_EQ(sqlite3_step(statement), SQLITE_DONE) << sqlite3_errmsg(m_database);
        sqlite3_finalize(statement);
    }

private:
    sqlite3* m_database = nullptr;
};

class BulkGeopackagePoints : public testing::Test {
protected:
    /// A new GeoPackage of 60 rows that are known, with holes between their ids.
    std::string random_geopackage(Chance& chance, OGRFieldType weight)
    {
        const std::string path = folder / fmt::format("p{}.gpkg", m_files++);
        create(path, weight, chance.one_in(3) ? 4326 : 27700);
        RawTable table(path);
        std::int64_t id = chance.one_in(2) ? 1 : -20;
        for (int row = 0; row < 60; ++row) {
            const std::string blob = geometry(chance);
            const bool is_real = weight == OFTReal;
            table.insert(
                std::to_string(id), chance.one_in(8) ? nullptr : &blob,
                chance.one_in(8) ? "NULL"
                : is_real
                    ? chance.of(std::array{"0", "2", "0.25", "1e300", "-0.0"})
                    : chance.of(std::array{
                          "0", "3", weight == OFTInteger ? "2147483647" : "9007199254740993"}));
            id += chance.one_in(10) ? 1000 : 1;
        }
        if (chance.one_in(4)) {
            table.insert("9223372036854775807", nullptr, "1");
            table.insert("-9223372036854775807", nullptr, "1");
        }
        return path;
    }

    TemporaryFolder folder;

private:
    int m_files = 0;
};

TEST_F(BulkGeopackagePoints, AreThoseOfItsFeatures)
{
    Chance chance(20);
    for (int round = 0; round < 40; ++round) {
        const std::string path = random_geopackage(chance, round % 2 == 0 ? OFTReal : OFTInteger64);
        const PointRecords records =
            read_both(path, {"", "", chance.one_in(3) ? "" : "w", "EPSG:27700"});
        EXPECT_TRUE(records.is_read_in_bulk) << round;
        EXPECT_GT(records.points.size() + records.skipped, 50U);
    }
}

TEST_F(BulkGeopackagePoints, AreLeftToGdalWhereARowIsOfAnotherKind)
{
    std::string big_endian = header() + wkb_point(500000, 200000);
    big_endian[8] = 0;
    std::string old_type = header() + wkb_point(500000, 200000, 1);
    std::memcpy(old_type.data() + 9, "\x01\x00\x00\x80", 4);
    std::string line = header() + std::string("\1\2\0\0\0\2\0\0\0", 9);
    for (const double ordinate : {1.0, 2.0, 3.0, 4.0}) {
        append(line, ordinate);
    }
    const std::string point = header() + wkb_point(500000, 200000);
    const std::string many = header() + wkb_multipoint(0, {wkb_point(1, 2), wkb_point(3, 4)});
    const std::vector<std::pair<std::string, std::string>> strangers{
        {big_endian, "1"},
        {old_type, "1"},
        {line, "1"},
        {point.substr(0, point.size() - 1), "1"},
        {many.substr(0, many.size() - 3), "1"},
        {point.substr(0, 6), "1"},
        {"", "1"},
        {"no geometry at all, but long enough", "1"},
        {header(0, 0x20) + "GPKGxxxx" + wkb_point(1, 2), "1"},
        {header(7 - 3) + wkb_point(1, 2, 3).substr(0, 30), "1"},
        {point, "'many'"},
        {point, "x'31'"},
    };
    Chance chance(21);
    for (std::size_t i = 0; i < strangers.size(); ++i) {
        const std::string path = random_geopackage(chance, OFTReal);
        RawTable(path).insert("77777", &strangers[i].first, strangers[i].second);
        EXPECT_FALSE(read_both(path, {"", "", "w", "EPSG:27700"}).is_read_in_bulk) << i;
    }
}

TEST_F(BulkGeopackagePoints, AreLeftToGdalWhereAWholeNumberIsTooLargeForItsColumn)
{
    const std::string path = folder / "large.gpkg";
    create(path, OFTInteger);
    const std::string point = header() + wkb_point(500000, 200000);
    RawTable(path).insert("1", &point, "4294967299");
    EXPECT_FALSE(read_both(path, {"", "", "w", "EPSG:27700"}).is_read_in_bulk);
}

TEST_F(BulkGeopackagePoints, AreLeftToGdalWhereTheOrderCouldDiffer)
{
    Chance chance(22);
    const std::string indexed = random_geopackage(chance, OFTReal);
    RawTable(indexed).run("CREATE INDEX covering ON \"in\"\"cidents\" (w DESC, geom)");
    EXPECT_FALSE(read_both(indexed, {"", "", "w", "EPSG:27700"}).is_read_in_bulk);

    const std::string harmless = random_geopackage(chance, OFTReal);
    RawTable(harmless).run("CREATE INDEX by_weight ON \"in\"\"cidents\" (w DESC)");
    EXPECT_TRUE(read_both(harmless, {"", "", "w", "EPSG:27700"}).is_read_in_bulk);

    const std::string view = folder / "view.gpkg";
    create(view, OFTReal);
    {
        RawTable table(view);
        table.run("DROP TABLE \"in\"\"cidents\"");
        table.run(
            "CREATE VIEW \"in\"\"cidents\" AS SELECT 2 AS OGC_FID, "
            "x'4750000100000000010100000000000000000000400000000000000840' AS geom, 1.0 AS w "
            "UNION ALL SELECT 1, x'4750000100000000010100000000000000000000400000000000000040', 1");
    }
    const PointRecords records = read_both(view, {"", "", "", "EPSG:27700"});
    EXPECT_FALSE(records.is_read_in_bulk);
    EXPECT_THAT(records.points, ElementsAre(ProjectedPoint{2, 3}, ProjectedPoint{2, 2}));
}

TEST_F(BulkGeopackagePoints, SeeWhatALogBesideTheFileHolds)
{
    const std::string path = folder / "logged.gpkg";
    create(path, OFTReal);
    sqlite3* writer = nullptr;
    sqlite3_open(path.c_str(), &writer);
    const std::string sql =
        "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; INSERT INTO \"in\"\"cidents\" "
        "(geom, w) VALUES (x'4750000100000000010100000000000000000000400000000000000840', 1)";
    ASSERT_EQ(sqlite3_exec(writer, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    const PointRecords records = read_both(path, {"", "", "w", "EPSG:27700"});
    EXPECT_FALSE(records.is_read_in_bulk);
    EXPECT_THAT(records.points, ElementsAre(ProjectedPoint{2, 3}));
    sqlite3_close(writer);
}

TEST_F(BulkGeopackagePoints, AreReadWhereThePathBeginsWithTwoSlashes)
{
    Chance chance(26);
    const std::string path = random_geopackage(chance, OFTReal);
    ASSERT_EQ(path.front(), '/');
    const PointRecords plain = read_both(path, {"", "", "w", "EPSG:27700"});
    for (const std::string slashes : {"/", "//"}) {
        const PointRecords records = read_both(slashes + path, {"", "", "w", "EPSG:27700"});
        EXPECT_TRUE(records.is_read_in_bulk);
        EXPECT_EQ(records.points, plain.points);
    }
}

TEST_F(BulkGeopackagePoints, RefuseAWeightThatNoDensityTakesWithItsRow)
{
    const std::string path = folder / "negative.gpkg";
    create(path, OFTReal);
    const std::string point = header() + wkb_point(500000, 200000);
    {
        RawTable table(path);
        table.insert("1", &point, "1");
        table.insert("2", &point, "-0.5");
    }
    EXPECT_THAT(
        message_of<DataError>([&] {
            read_points(path, {"", "", "w", ""});
        }),
        testing::AllOf(HasSubstr("negative.gpkg"), HasSubstr("feature 2"), HasSubstr("-0.5")));
}

}  // namespace
}  // namespace heatward::gis

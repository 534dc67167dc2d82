#include "heatward/gis/geopackage.hpp"

#include <array>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <limits>
#include <random>

#include "disk_limit.hpp"
#include "support/small_basemap.hpp"
#include "temporary_folder.hpp"
#include "throws_with.hpp"

namespace heatward::gis {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const std::vector<std::string> kSources{"police", "ambulance"};
const std::vector<std::string> kCategories{"violence", "robbery", "weapons"};

ProjectedMultiPolygon square(double x, double y, double size)
{
    return {{{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}}, {}}};
}

/// Values at the ends of what their types hold, and every kind of absence.
FeatureTable hard_table()
{
    FeatureTable table;
    table.name = "wards";
    table.columns = {{"code", ColumnType::text},
                     {"Name, with \"quotes\" - and more", ColumnType::text},
                     {"count", ColumnType::integer},
                     {"rate", ColumnType::real}};
    const double inf = std::numeric_limits<double>::infinity();
    const std::vector<std::string> texts{"", "E05", "café, \"x\"\n; '", "007", "=1+1", "NULL"};
    const std::vector<std::int64_t> integers{0, -1, INT64_MAX, INT64_MIN, 5};
    const std::vector<double> reals{0.1, 1.0 / 3, 3, 1e300, 5e-324, -inf, 123456789.123456789};
    for (std::size_t i = 0; i < 70; ++i) {
        std::vector<AttributeValue> row{texts[i % texts.size()], texts[(i + 1) % texts.size()],
                                        integers[i % integers.size()], reals[i % reals.size()]};
        if (i % 11 < row.size()) {
            row[i % 11] = std::monostate();
        }
        table.rows.push_back(std::move(row));
        const double x = 545000 + static_cast<double>(i) / 3;
        table.geometry.push_back(square(x, 258000.1, 10.7));
    }
    table.geometry[3].push_back({{{1, 1}, {9, 1}, {9, 9}, {1, 9}}, {{{2, 2}, {2, 3}, {3, 3}}}});
    table.geometry[4].clear();
    return table;
}

IncidentTable random_incidents(std::size_t n)
{
    std::mt19937 random(11);  // NOLINT(cert-msc51-cpp): the same table every time
    std::uniform_real_distribution<double> metre(0, 90000);
    IncidentTable table;
    table.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
        Incident incident;
        incident.row = i == 0 ? UINT32_MAX : static_cast<std::uint32_t>(random());
        incident.source = static_cast<std::uint16_t>(random() % kSources.size());
        const auto file = random() % 40;
        if (file != 0) {
            incident.file = table.files.number_of("2025-01/" + std::to_string(file) + ".csv");
        }
        const auto category = random() % (kCategories.size() + 1);
        incident.category =
            category == kCategories.size() ? kNoCategory : static_cast<std::uint16_t>(category);
        incident.position = {500000 + metre(random), 220000 + metre(random)};
        incident.precision = static_cast<TimePrecision>(random() % 4);
        const Month month{1950 + static_cast<int>(random() % 150),
                          1 + static_cast<int>(random() % 12)};
        incident.time = start_of(month);
        switch (incident.precision) {
            case TimePrecision::minute:
                incident.time += static_cast<WallMinutes>(random() % 40000);
                break;
            case TimePrecision::hour:
                incident.time += static_cast<WallMinutes>(random() % 600) * 60;
                break;
            case TimePrecision::day:
                incident.time += static_cast<WallMinutes>(random() % 28) * 1440;
                break;
            case TimePrecision::month:
                break;
        }
        incident.level = static_cast<MatchLevel>(random() % 10);
        incident.uncertainty_m = static_cast<float>(metre(random)) / 7;
        incident.in_study_area = random() % 2 == 0;
        table.append(incident);
    }
    table.sort_spatially();
    return table;
}

std::vector<std::string> files_of(const IncidentTable& table)
{
    std::vector<std::string> names;
    for (const std::uint16_t file : table.file) {
        names.push_back(file == kNoFile ? "none" : table.files.name_of(file));
    }
    return names;
}

void expect_equal(const IncidentTable& a, const IncidentTable& b)
{
    EXPECT_EQ(a.x, b.x);
    EXPECT_EQ(a.y, b.y);
    EXPECT_EQ(a.time, b.time);
    EXPECT_EQ(a.precision, b.precision);
    EXPECT_EQ(a.source, b.source);
    EXPECT_EQ(a.category, b.category);
    EXPECT_EQ(a.row, b.row);
    EXPECT_EQ(files_of(a), files_of(b));
    EXPECT_EQ(a.located, b.located);
    EXPECT_EQ(a.uncertainty_m, b.uncertainty_m);
}

void expect_equal(const FeatureTable& a, const FeatureTable& b)
{
    EXPECT_EQ(a.name, b.name);
    EXPECT_EQ(a.columns, b.columns);
    EXPECT_EQ(a.rows, b.rows);
    EXPECT_EQ(a.geometry, b.geometry);
}

std::string today()
{
    const std::time_t now = std::time(nullptr);
    std::array<char, 16> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%d", std::gmtime(&now));
    return text.data();
}

void write_all(const std::string& path)
{
    FeatureTable other = hard_table();
    other.name = "districts";
    GeoPackageWriter writer(path, 27700);
    writer.write(hard_table());
    writer.write(other);
    writer.write_incidents(random_incidents(300), kSources, kCategories);
    writer.close();
}

TEST(GeoPackage, GivesBackEveryValue)
{
    const TemporaryFolder folder;
    write_all(folder / "areas.gpkg");
    const auto tables = read_feature_tables(folder / "areas.gpkg");
    ASSERT_EQ(tables.size(), 2U);
    expect_equal(tables[0], hard_table());
    EXPECT_EQ(tables[1].name, "districts") << "in the order in which they were written";
    EXPECT_EQ(tables[1].rows, hard_table().rows);
}

TEST(GeoPackage, GivesBackEveryIncident)
{
    const TemporaryFolder folder;
    write_all(folder / "incidents.gpkg");
    expect_equal(read_incidents(folder / "incidents.gpkg", kSources, kCategories),
                 random_incidents(300));
}

TEST(GeoPackage, GivesBackFurtherColumnsOfIncidentsToTheBit)
{
    const TemporaryFolder folder;
    const float none = std::numeric_limits<float>::quiet_NaN();
    const std::vector<IncidentColumn> written{{"a_factor", {0.1F, none, 5.0F}},
                                              {"b_factor", {none, 1.0F / 3.0F, 1e-30F}}};
    GeoPackageWriter writer(folder / "i.gpkg", 27700);
    writer.write_incidents(random_incidents(3), kSources, kCategories, written);
    writer.close();
    // By name, in whatever order.
    std::vector<IncidentColumn> read{{"b_factor", {7.0F}}, {"a_factor", {}}};
    expect_equal(read_incidents(folder / "i.gpkg", kSources, kCategories, read),
                 random_incidents(3));
    for (std::size_t row = 0; row < 3; ++row) {
        for (const std::size_t column : {0U, 1U}) {
            const float wanted = written[1 - column].values[row];
            ASSERT_EQ(read[column].values.size(), 3U);
            const float value = read[column].values[row];
            EXPECT_TRUE(value == wanted || (std::isnan(value) && std::isnan(wanted)));
        }
    }
    EXPECT_THAT(
        message_of<DataError>([&] { read_incidents(folder / "i.gpkg", kSources, kCategories); }),
        HasSubstr("other columns"));
    read[0].name = "c_factor";
    EXPECT_THAT(message_of<DataError>(
                    [&] { read_incidents(folder / "i.gpkg", kSources, kCategories, read); }),
                HasSubstr("other columns"));
    EXPECT_THROW(GeoPackageWriter(folder / "j.gpkg", 27700)
                     .write_incidents(random_incidents(4), kSources, kCategories, written),
                 DataError);
}

TEST(GeoPackage, GivesBackEmptyTables)
{
    const TemporaryFolder folder;
    FeatureTable empty;
    empty.name = "hotspots";
    empty.columns = {{"layer", ColumnType::text}, {"pai", ColumnType::real}};
    GeoPackageWriter writer(folder / "x.gpkg", 27700);
    writer.write(empty);
    writer.write_incidents({}, kSources, kCategories);
    writer.close();
    expect_equal(read_feature_tables(folder / "x.gpkg").at(0), empty);
    EXPECT_EQ(read_incidents(folder / "x.gpkg", kSources, kCategories).size(), 0U);
}

TEST(GeoPackage, RepeatsItsBytesInWhateverFolder)
{
    const TemporaryFolder one;
    const TemporaryFolder two;
    std::filesystem::create_directories(two / "deeper/and longer");
    write_all(one / "areas.gpkg");
    write_all(two / "deeper/and longer/areas.gpkg");
    const std::string bytes = bytes_of(one / "areas.gpkg");
    EXPECT_GT(bytes.size(), 50000U);
    EXPECT_TRUE(bytes == bytes_of(two / "deeper/and longer/areas.gpkg"));
    EXPECT_EQ(bytes.find(one / ""), std::string::npos) << "the path stands in the file";
    EXPECT_NE(bytes.find("2000-01-01T00:00:00.000Z"), std::string::npos) << "the fixed date";
    EXPECT_EQ(bytes.find(today()), std::string::npos) << "today's date stands in the file";
    write_all(one / "areas.gpkg");
    EXPECT_TRUE(bytes == bytes_of(one / "areas.gpkg")) << "writing over an old file";
}

TEST(GeoPackage, IsAsDesktopGisExpects)
{
    const TemporaryFolder folder;
    write_all(folder / "areas.gpkg");
    const std::string bytes = bytes_of(folder / "areas.gpkg");
    EXPECT_EQ(bytes.substr(0, 15), "SQLite format 3");
    EXPECT_EQ(bytes.substr(68, 4), "GPKG");
    EXPECT_NE(bytes.find("\"fid\" INTEGER PRIMARY KEY"), std::string::npos);
    EXPECT_NE(bytes.find("\"geom\" MULTIPOLYGON"), std::string::npos);
    EXPECT_NE(bytes.find("\"geom\" POINT"), std::string::npos);
    EXPECT_NE(bytes.find("rtree_wards_geom"), std::string::npos);
    EXPECT_NE(bytes.find("rtree_incidents_geom"), std::string::npos);
}

TEST(GeoPackage, WritesNotANumberAsAbsent)
{
    const TemporaryFolder folder;
    FeatureTable table;
    table.name = "t";
    table.columns = {{"z", ColumnType::real}};
    table.rows = {{std::numeric_limits<double>::quiet_NaN()}};
    table.geometry = {square(0, 0, 1)};
    GeoPackageWriter writer(folder / "t.gpkg", 27700);
    writer.write(table);
    writer.close();
    EXPECT_EQ(read_feature_tables(folder / "t.gpkg").at(0).rows.at(0).at(0),
              AttributeValue(std::monostate()));
}

TEST(GeoPackage, RefusesTablesThatDoNotFit)
{
    const TemporaryFolder folder;
    GeoPackageWriter writer(folder / "t.gpkg", 27700);
    const auto refusal = [&](const auto& change) {
        FeatureTable table = hard_table();
        change(table);
        return message_of<DataError>([&] { writer.write(table); });
    };
    EXPECT_THAT(refusal([](auto& t) { t.rows[1].pop_back(); }),
                AllOf(HasSubstr("wards"), HasSubstr("row 2")));
    EXPECT_THAT(refusal([](auto& t) { t.geometry.pop_back(); }), HasSubstr("69 geometries"));
    EXPECT_THAT(refusal([](auto& t) { t.rows[4][2] = 1.5; }),
                AllOf(HasSubstr("row 5"), HasSubstr("\"count\"")));
    EXPECT_THAT(refusal([](auto& t) { t.rows[4][0] = std::string("a\0b", 3); }), HasSubstr("NUL"));
    for (const char* name : {"fid", "GEOM", "", "Code"}) {
        EXPECT_THAT(refusal([&](auto& t) { t.columns[3].name = name; }),
                    HasSubstr("column \"" + std::string(name) + "\""));
    }
    IncidentTable incidents = random_incidents(3);
    incidents.source[1] = 9;
    EXPECT_THROW(writer.write_incidents(incidents, kSources, kCategories), DataError);
}

TEST(GeoPackage, NamesIdsThatItDoesNotKnow)
{
    const TemporaryFolder folder;
    write_all(folder / "i.gpkg");
    const std::vector<std::string> others{"police", "health"};
    EXPECT_THAT(
        message_of<DataError>([&] { read_incidents(folder / "i.gpkg", others, kCategories); }),
        AllOf(HasSubstr("i.gpkg"), HasSubstr("\"ambulance\""), HasSubstr("source")));
}

TEST(GeoPackage, RefusesOtherFiles)
{
    const TemporaryFolder folder;
    const std::string text = folder.write("x.gpkg", "this is no GeoPackage");
    EXPECT_THAT(message_of<DataError>([&] { read_feature_tables(text); }), HasSubstr("x.gpkg"));
    EXPECT_THAT(message_of<DataError>([&] { read_feature_tables(folder / "none.gpkg"); }),
                HasSubstr("none.gpkg"));
    EXPECT_THROW(GeoPackageWriter(folder / "y.gpkg", 999999), DataError);
}

TEST(GeoPackage, SaysThatAFolderCannotBeWritten)
{
    const TemporaryFolder folder;
    EXPECT_THAT(
        message_of<EnvironmentError>([&] { GeoPackageWriter(folder / "no/such/x.gpkg", 27700); }),
        HasSubstr("no/such/x.gpkg"));
}

TEST(GeoPackageDeathTest, SaysThatTheDiskIsFull)
{
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    const TemporaryFolder folder;
    for (const rlim_t bytes : {rlim_t{4096}, rlim_t{200000}, rlim_t{1000000}}) {
        EXPECT_EXIT(run_on_full_disk(bytes,
                                     [&] {
                                         GeoPackageWriter writer(folder / "full.gpkg", 27700);
                                         writer.write_incidents(random_incidents(20000), kSources,
                                                                kCategories);
                                         writer.close();
                                     }),
                    testing::ExitedWithCode(3), "full.gpkg");
    }
}

TEST(GeoPackage, BasemapsComeBackAsTheyWereInDrawingOrder)
{
    const TemporaryFolder folder;
    const Basemap basemap = test::small_basemap(540000, 250000, 800);
    const auto write = [&](const std::string& name) {
        const std::string path = (folder / name);
        GeoPackageWriter writer(path, 27700);
        for (std::size_t i = basemap.size(); i-- > 0;) {
            writer.write_basemap(basemap[i]);
        }
        writer.close();
        return path;
    };
    const std::string path = write("a.gpkg");
    EXPECT_EQ(read_basemap(path), basemap);
    EXPECT_EQ(bytes_of(path), bytes_of(write("b.gpkg")));
    BasemapLayer bad{BasemapClass::place, {test::basemap_place(std::string("a\0b", 3), {1, 2})}};
    GeoPackageWriter writer(folder / "c.gpkg", 27700);
    EXPECT_THROW(writer.write_basemap(bad), DataError);
}

TEST(GeoPackage, ATableThatIsNoBasemapIsRefused)
{
    const TemporaryFolder folder;
    const std::string path = folder / "a.gpkg";
    GeoPackageWriter writer(path, 27700);
    writer.write(hard_table());
    writer.close();
    EXPECT_THAT(message_of<DataError>([&] { read_basemap(path); }),
                AllOf(HasSubstr("a.gpkg"), HasSubstr("wards")));
}

}  // namespace
}  // namespace heatward::gis

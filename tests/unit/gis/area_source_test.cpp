#include "heatward/gis/area_source.hpp"

#include <cmath>
#include <cstdlib>

#include "heatward/gis/geopackage.hpp"
#include "heatward/gis/key_values.hpp"
#include "heatward/gis/overlay.hpp"
#include "temporary_folder.hpp"
#include "throws_with.hpp"

namespace heatward::gis {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

const AreaReadOptions kWards{"WD25CD", "WD25NM", "LAD25CD"};

std::string feature(const std::string& code, const std::string& geometry)
{
    return R"({"type":"Feature","properties":{"WD25CD":")" + code + R"(","WD25NM":"Name of )" +
           code + R"(","LAD25CD":"E07000008"},"geometry":)" + geometry + "}";
}

std::string collection(const std::string& features, const std::string& crs = "")
{
    return R"({"type":"FeatureCollection",)" + crs + R"("features":[)" + features + "]}";
}

const std::string kTriangle =
    R"({"type":"Polygon","coordinates":[[[0.1,52.2],[0.1,52.3],[0.2,52.2],[0.1,52.2]]]})";

class AreaSource : public testing::Test {
protected:
    [[nodiscard]] AreaReadResult read(const std::string& geojson) const
    {
        return read_areas(folder.write("wards.geojson", geojson), kWards, grid);
    }
    [[nodiscard]] std::string refusal(const std::string& geojson) const
    {
        return message_of<DataError>([&] { (void)read(geojson); });
    }

    TemporaryFolder folder;
    Projection grid{"EPSG:27700"};
};

TEST_F(AreaSource, ReadsGeoJsonAsLongitudeAndLatitude)
{
    const AreaReadResult result = read(collection(feature("E05", kTriangle)));
    ASSERT_EQ(result.areas.size(), 1U);
    const AreaRecord& area = result.areas[0];
    EXPECT_EQ(area.code, "E05");
    EXPECT_EQ(area.name, "Name of E05");
    EXPECT_EQ(area.parent, "E07000008");
    ASSERT_EQ(area.polygons.size(), 1U);
    // The triangle ran clockwise: it is turned, keeping its first vertex, and opened.
    const auto& ring = area.polygons[0].exterior;
    ASSERT_EQ(ring.size(), 3U);
    EXPECT_EQ(ring[0], grid.from_lonlat({0.1, 52.2}).value());
    EXPECT_EQ(ring[1], grid.from_lonlat({0.2, 52.2}).value());
    EXPECT_EQ(ring[2], grid.from_lonlat({0.1, 52.3}).value());
    EXPECT_THAT(result.warnings, IsEmpty());
}

TEST_F(AreaSource, LeavesCoordinatesOfTheProjectsOwnSystemAlone)
{
    const auto result = read(collection(
        feature("E05", R"({"type":"Polygon","coordinates":
            [[[545000.125,258000],[546000,258000.3],[546000,259000],[545000.125,258000]]]})"),
        R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},)"));
    EXPECT_EQ(result.areas.at(0).polygons.at(0).exterior,
              (Ring<ProjectedPoint>{{545000.125, 258000}, {546000, 258000.3}, {546000, 259000}}));
}

TEST_F(AreaSource, NormalisesTheAxisOrderOfGml)
{
    // EPSG:4326 in GML 3 is latitude first.
    const std::string path = folder.write("wards.gml", R"(<?xml version="1.0"?>
<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml">
<gml:featureMember><ogr:ward gml:id="w.1"><ogr:geometryProperty>
<gml:Polygon srsName="urn:ogc:def:crs:EPSG::4326"><gml:exterior><gml:LinearRing>
<gml:posList>52.2 0.1 52.2 0.2 52.3 0.1 52.2 0.1</gml:posList>
</gml:LinearRing></gml:exterior></gml:Polygon></ogr:geometryProperty>
<ogr:code>A</ogr:code></ogr:ward></gml:featureMember></ogr:FeatureCollection>)");
    const auto result = read_areas(path, {"code", "", ""}, grid);
    const ProjectedPoint first = result.areas.at(0).polygons.at(0).exterior.at(0);
    EXPECT_NEAR(first.x, grid.from_lonlat({0.1, 52.2})->x, 1e-6);
    EXPECT_NEAR(first.y, grid.from_lonlat({0.1, 52.2})->y, 1e-6);
}

TEST_F(AreaSource, ReadsOtherSystemsThroughTheSameDatumChange)
{
    const Projection utm("EPSG:32631");
    const ProjectedPoint corner = utm.from_lonlat({0.1, 52.2}).value();
    const std::string x = std::to_string(corner.x);
    const std::string y = std::to_string(corner.y);
    const auto result = read(collection(
        feature("E05", R"({"type":"Polygon","coordinates":[[[)" + x + "," + y + "],[" + x + "9," +
                           y + "],[310000.0,5800000.0],[" + x + "," + y + "]]]}"),
        R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32631"}},)"));
    const ProjectedPoint expected = grid.from_lonlat({0.1, 52.2}).value();
    bool found = false;
    for (const ProjectedPoint& point : result.areas.at(0).polygons.at(0).exterior) {
        found |= std::hypot(point.x - expected.x, point.y - expected.y) < 1e-4;
    }
    EXPECT_TRUE(found);
}

TEST_F(AreaSource, RepairsInvalidPolygonsAndSaysSo)
{
    const AreaReadResult result = read(collection(feature(
        "E05",
        R"({"type":"Polygon","coordinates":[[[0.1,52.2],[0.2,52.3],[0.2,52.2],[0.1,52.3],[0.1,52.2]]]})")));
    ASSERT_EQ(result.warnings.size(), 1U);
    EXPECT_THAT(result.warnings[0], AllOf(HasSubstr("wards.geojson"), HasSubstr("feature 1"),
                                          HasSubstr("E05"), HasSubstr("Self-intersection")));
    EXPECT_EQ(result.areas.at(0).polygons.size(), 2U);
    EXPECT_TRUE(is_valid(result.areas[0].polygons, nullptr));
}

TEST_F(AreaSource, NamesAMissingFieldAndTheNearest)
{
    const std::string path = folder.write("wards.geojson", collection(feature("E05", kTriangle)));
    EXPECT_THAT(message_of<DataError>([&] {
                    read_areas(path, {"WD24CD", "", ""}, grid);
                }),
                AllOf(HasSubstr("wards.geojson"), HasSubstr("\"WD24CD\""), HasSubstr("WD25CD")));
    EXPECT_EQ(read_areas(path, {"wd25cd", "", ""}, grid).areas.at(0).code, "E05")
        << "the only field that differs in case alone";
}

TEST_F(AreaSource, RefusesWhatIsNoAreaSet)
{
    EXPECT_THAT(refusal(collection(feature("E05", kTriangle) + "," + feature("E05", kTriangle))),
                AllOf(HasSubstr("feature 2 (E05)"), HasSubstr("feature 1")));
    EXPECT_THAT(refusal(collection(feature("", kTriangle))), HasSubstr("feature 1 has no code"));
    EXPECT_THAT(refusal(collection(feature("E05", "null"))), HasSubstr("(E05) has no geometry"));
    EXPECT_THAT(refusal(collection(feature("E05", R"({"type":"Point","coordinates":[0.1,52.2]})"))),
                HasSubstr("no polygon but POINT"));
    EXPECT_THAT(
        refusal(collection(feature(
            "E05", R"({"type":"Polygon","coordinates":[[[0.1,95],[0.2,95],[0.2,96],[0.1,95]]]})"))),
        HasSubstr("cannot be projected"));
    EXPECT_THAT(
        refusal(collection(feature(
            "E05", R"({"type":"Polygon","coordinates":[[[0.1,52],[0.2,52.1],[0.1,52]]]})"))),
        HasSubstr("(E05) has no area"));
}

TEST_F(AreaSource, RefusesFilesThatCannotBeRead)
{
    EXPECT_THAT(message_of<DataError>([&] { read_areas(folder / "none.gpkg", kWards, grid); }),
                AllOf(HasSubstr("none.gpkg"), HasSubstr("no such file")));
    EXPECT_THAT(refusal("this is no GeoJSON"), HasSubstr("wards.geojson"));
    EXPECT_THAT(refusal(collection("")), HasSubstr("wards.geojson"));
}

TEST_F(AreaSource, RefusesTheNetworkAndHidesSecrets)
{
    EXPECT_THAT(message_of<DataError>(
                    [&] { read_areas("/vsicurl/http://example.org/w.geojson", kWards, grid); }),
                HasSubstr("works offline"));
    EXPECT_THAT(
        message_of<DataError>([&] { read_areas("https://example.org/w.geojson", kWards, grid); }),
        HasSubstr("works offline"));
    const std::string message = message_of<DataError>(
        [&] { read_areas("PG:host=127.0.0.1 port=9 dbname=x password=hunter2", kWards, grid); });
    EXPECT_THAT(message, AllOf(HasSubstr("PG:"), testing::Not(HasSubstr("hunter2"))));
}

TEST_F(AreaSource, ReadsGeoPackagesItWrote)
{
    FeatureTable table;
    table.name = "wards";
    table.columns = {{"code", ColumnType::text}};
    table.rows = {{std::string("A")}};
    table.geometry = {{{{{1, 2}, {3.5, 2}, {3.25, 4}}, {}}}};
    GeoPackageWriter writer(folder / "wards.gpkg", 27700);
    writer.write(table);
    writer.close();
    const auto result = read_areas(folder / "wards.gpkg", {"code", "", ""}, grid);
    EXPECT_EQ(result.areas.at(0).polygons, table.geometry[0]);
}

TEST(KeyValues, ReadsTwoColumnsAsText)
{
    const TemporaryFolder folder;
    const std::string path = folder.write(
        "population.csv", "WD24CD,name,population\nE01, Abbey ,0123\n,lost,5\nE02,,\n");
    const auto values = read_key_values(path, "WD24CD", "population");
    EXPECT_EQ(values, (std::map<std::string, std::string>{{"E01", "0123"}, {"E02", ""}}));
    EXPECT_EQ(read_key_values(path, "WD24CD", "name").at("E01"), "Abbey");
    EXPECT_THAT(message_of<DataError>([&] { read_key_values(path, "WD25CD", "population"); }),
                AllOf(HasSubstr("population.csv"), HasSubstr("did you mean \"WD24CD\"")));
}

TEST(KeyValues, RefusesContradictions)
{
    const TemporaryFolder folder;
    const std::string path = folder.write("p.csv", "k,v\nA,x\nA,x\nB,y\nB,z\n");
    EXPECT_THAT(message_of<DataError>([&] { read_key_values(path, "k", "v"); }),
                AllOf(HasSubstr("p.csv"), HasSubstr("\"B\""), HasSubstr("\"y\" and \"z\"")));
}

TEST(AreaSourceShared, ReadsCambridgeshiresWardsAndDistricts)
{
    const char* shared = std::getenv("HEATWARD_SHARED");
    if (shared == nullptr) {
        GTEST_SKIP() << "HEATWARD_SHARED is not set: no real data to read";
    }
    const std::string folder = std::string(shared) + "/data/cambridgeshire/";
    const Projection grid("EPSG:27700");
    const auto wards = read_areas(folder + "wards_2025.geojson", kWards, grid);
    EXPECT_EQ(wards.areas.size(), 120U);
    EXPECT_EQ(wards.areas[0].code, "E05013050");
    EXPECT_EQ(wards.areas[0].name, "Abbey");
    const auto districts =
        read_areas(folder + "districts_2025.geojson", {"LAD25CD", "LAD25NM", ""}, grid);
    ASSERT_EQ(districts.areas.size(), 6U);
    std::vector<ProjectedMultiPolygon> polygons;
    double total_m2 = 0;
    for (const AreaRecord& district : districts.areas) {
        EXPECT_TRUE(is_valid(district.polygons, nullptr)) << district.name;
        polygons.push_back(district.polygons);
        total_m2 += area_m2(district.polygons);
    }
    const double united_m2 = area_m2(union_of(polygons));
    EXPECT_NEAR(united_m2 / 1e6, 3397, 20) << "Cambridgeshire and Peterborough, km²";
    EXPECT_NEAR(united_m2 / total_m2, 1, 1e-4) << "districts do not overlap";
}

}  // namespace
}  // namespace heatward::gis

#include <filesystem>

#include <cpl_http.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <sqlite3.h>

#include "heatward/gis/area_source.hpp"
#include "heatward/gis/environment.hpp"
#include "heatward/gis/feature_source.hpp"
#include "heatward/gis/key_values.hpp"
#include "heatward/gis/virtual_file.hpp"
#include "loopback_listener.hpp"
#include "temporary_folder.hpp"
#include "throws_with.hpp"

namespace heatward::gis {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string virtual_source(const std::string& data_source)
{
    return R"(<OGRVRTDataSource><OGRVRTLayer name="wards"><SrcDataSource>)" + data_source +
           "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>";
}

/// One square ward in EPSG:27700, with a schema that is said to be elsewhere.
std::string gml_with_schema_at(const std::string& url)
{
    return R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE FeatureCollection SYSTEM ")" +
           url + R"(.dtd">
<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" xmlns:gml="http://www.opengis.net/gml"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:w="http://example.test/w"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://example.test/w )" +
           url + "?SERVICE=WFS&amp;REQUEST=DescribeFeatureType&amp;TYPENAME=w:ward" + R"(">
<gml:featureMember><w:ward gml:id="w.1"><w:code>E05</w:code><w:link xlink:href=")" +
           url + R"(#a"/>
<w:shape><gml:Polygon srsName="EPSG:27700"><gml:outerBoundaryIs><gml:LinearRing><gml:coordinates>
540000,250000 541000,250000 541000,251000 540000,251000 540000,250000
</gml:coordinates></gml:LinearRing></gml:outerBoundaryIs></gml:Polygon></w:shape></w:ward></gml:featureMember>
</wfs:FeatureCollection>)";
}

class Offline : public testing::Test {
protected:
    [[nodiscard]] std::string refusal(const std::string& path) const
    {
        return message_of<DataError>([&] {
            (void)read_areas(path, {"code", "", ""}, Projection("EPSG:27700"));
        });
    }

    TemporaryFolder folder;
    LoopbackListener listener;
};

TEST_F(Offline, TheListenerWouldHearACall)
{
    EXPECT_FALSE(listener.was_called());
    listener.call();
    EXPECT_TRUE(listener.was_called());
    EXPECT_FALSE(listener.was_called());
}

TEST_F(Offline, AVirtualSourceIsRefusedWhateverItLeadsTo)
{
    for (const std::string& source :
         {listener.url("wards.geojson"), "/vsicurl/" + listener.url("wards.geojson"),
          "WFS:" + listener.url("wfs"), std::string("wards.geojson")}) {
        const std::string path = folder.write("wards.vrt", virtual_source(source));
        EXPECT_THAT(refusal(path),
                    AllOf(HasSubstr(path), HasSubstr("virtual source"), HasSubstr("name the file")))
            << source;
        const std::string disguised = folder.write("wards.xml", virtual_source(source));
        EXPECT_THAT(refusal(disguised), HasSubstr("virtual source")) << source;
    }
    EXPECT_THAT(refusal(virtual_source("wards.geojson")),
                AllOf(HasSubstr("redacted"), HasSubstr("cannot be read")));
    EXPECT_FALSE(listener.was_called());
}

/// A SQLite file with these statements run in it; the last row of its schema can then be made
/// another, as a program that has the module would have written it.
void write_sqlite(const std::string& path, const std::string& statements)
{
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    char* reason = nullptr;
    EXPECT_EQ(sqlite3_exec(database, statements.c_str(), nullptr, nullptr, &reason), SQLITE_OK)
        << reason;
    sqlite3_close(database);
}

/// The row that CREATE VIRTUAL TABLE leaves in the schema, without the module that it asks for.
std::string schema_row(const std::string& sql, const std::string& name = "wards")
{
    return "PRAGMA writable_schema=ON; INSERT INTO sqlite_master VALUES('table','" + name + "','" +
           name + "',0,'" + sql + "'); PRAGMA writable_schema=OFF;";
}

TEST_F(Offline, AVirtualTableOfASqliteFileIsRefused)
{
    const std::string csv = folder.write("wards.csv", "code\nE05\n");
    const std::string plain = "CREATE TABLE other(code TEXT);";
    int number = 0;
    for (const std::string& sql : std::vector<std::string>{
             "CREATE VIRTUAL TABLE wards USING VirtualText(\"" + csv + "\", UTF-8, 1, COMMA)",
             "create virtual table \"wards\" using VirtualShape(x, UTF-8, 27700)",
             "CREATE/**/VIRTUAL -- x\n TABLE [wards] USING \"VirtualDbf\"(x)",
             "CREATE VIRTUAL TABLE `wards` USING VirtualXL(x)"}) {
        std::string quoted;
        for (const char c : sql) {
            quoted += std::string(c == '\'' ? 2 : 1, c);
        }
        for (const char* ending : {".sqlite", ".gpkg", ".db"}) {
            const std::string path = folder / (std::to_string(++number) + ending);
            write_sqlite(path, plain + schema_row(quoted));
            EXPECT_THAT(refusal(path), AllOf(HasSubstr(path), HasSubstr("\"wards\""),
                                             HasSubstr("virtual table (")))
                << sql;
        }
    }
    EXPECT_FALSE(std::filesystem::exists(folder / "1.sqlite-shm"));
}

TEST_F(Offline, AVirtualTableIsRefusedInAnArchiveToo)
{
    const std::string path = folder / "w.sqlite";
    write_sqlite(path, "PRAGMA journal_mode=WAL; CREATE TABLE other(code TEXT);" +
                           schema_row("CREATE VIRTUAL TABLE wards USING VirtualText(x)"));
    EXPECT_THAT(refusal("/vsisubfile/0," + path), HasSubstr("virtual table (virtualtext)"));
}

TEST_F(Offline, IndexesOfASqliteFileAreRead)
{
    const std::string path = folder / "w.sqlite";
    write_sqlite(path,
                 "CREATE TABLE wards(code TEXT, residents TEXT);"
                 "INSERT INTO wards VALUES('E05','7');"
                 "CREATE VIRTUAL TABLE places USING rtree(id, a, b);" +
                     schema_row("CREATE VIRTUAL TABLE SpatialIndex USING VirtualSpatialIndex()",
                                "SpatialIndex"));
    EXPECT_EQ(read_key_values(path, "code", "residents").at("E05"), "7");
    EXPECT_EQ(read_key_values("/vsisubfile/0," + path, "code", "residents").at("E05"), "7");
}

TEST_F(Offline, AGmlIsReadByItselfAlone)
{
    const std::string path = folder.write("wards.gml", gml_with_schema_at(listener.url("schema")));
    const auto result = read_areas(path, {"code", "", ""}, Projection("EPSG:27700"));
    ASSERT_EQ(result.areas.size(), 1U);
    EXPECT_EQ(result.areas[0].code, "E05");
    EXPECT_DOUBLE_EQ(area_m2(result.areas[0].polygons), 1e6);
    EXPECT_FALSE(listener.was_called());
    EXPECT_FALSE(std::filesystem::exists(folder / "wards.gfs")) << "a file was left beside it";
}

TEST_F(Offline, LinksInKmlAreNotFollowed)
{
    const std::string path = folder.write("wards.kml", R"(<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><NetworkLink><name>more</name><Link><href>)" +
                                                           listener.url("more.kml") + R"(</href>
</Link></NetworkLink><Placemark><name>A</name><styleUrl>)" +
                                                           listener.url("s.kml#a") +
                                                           R"(</styleUrl><Polygon><outerBoundaryIs>
<LinearRing><coordinates>0,52 0.01,52 0.01,52.01 0,52</coordinates></LinearRing></outerBoundaryIs>
</Polygon></Placemark></Document></kml>)");
    std::size_t features = 0;
    read_features(path, {}, Projection("EPSG:27700"), [&](const SourceFeature&) { ++features; });
    EXPECT_GE(features, 1U);
    EXPECT_FALSE(listener.was_called());
}

TEST_F(Offline, NetworkPathsAreRefusedByName)
{
    for (const std::string& path :
         {listener.url("wards.geojson"), "/vsicurl/" + listener.url("wards.geojson"),
          "/vsizip//vsicurl/" + listener.url("wards.zip") + "/wards.geojson",
          "WFS:" + listener.url("wfs")}) {
        EXPECT_THAT(refusal(path), HasSubstr("network")) << path;
        EXPECT_THROW(VirtualFile file(path), DataError) << path;
    }
    EXPECT_FALSE(listener.was_called());
}

/// What a file's contents could lead GDAL itself to.
TEST_F(Offline, GdalCannotReachTheNetwork)
{
    initialise();
    for (const char* prefix : {"/vsicurl/", "/vsicurl_streaming/", "/vsicurl?url="}) {
        VSIStatBufL status;
        EXPECT_NE(VSIStatL((prefix + listener.url("a.geojson")).c_str(), &status), 0) << prefix;
        EXPECT_EQ(VSIFOpenL((prefix + listener.url("a.geojson")).c_str(), "rb"), nullptr) << prefix;
    }
    CPLHTTPResult* const result = CPLHTTPFetch(listener.url("schema.xsd").c_str(), nullptr);
    ASSERT_NE(result, nullptr);
    EXPECT_NE(result->nStatus, 0);
    EXPECT_EQ(result->pabyData, nullptr);
    CPLHTTPDestroyResult(result);
    EXPECT_FALSE(listener.was_called());
}

TEST_F(Offline, DriversAreAnAllowList)
{
    initialise();
    for (const char* name :
         {"OGR_VRT", "VRT",          "WFS",   "OAPIF",    "HTTP",       "Carto", "Elasticsearch",
          "ODBC",    "MSSQLSpatial", "MySQL", "Selafin",  "OGR_PDS",    "GMLAS", "NGW",
          "CSW",     "OGCAPI",       "EEDA",  "PLSCENES", "AmigoCloud", "MVT",   "WMS"}) {
        EXPECT_EQ(GDALGetDriverByName(name), nullptr) << name;
    }
    for (const char* name : {"GeoJSON", "GPKG", "ESRI Shapefile", "MapInfo File", "FlatGeobuf",
                             "GML", "CSV", "SQLite", "GTiff", "COG", "MEM"}) {
        EXPECT_NE(GDALGetDriverByName(name), nullptr) << name;
    }
}

}  // namespace
}  // namespace heatward::gis

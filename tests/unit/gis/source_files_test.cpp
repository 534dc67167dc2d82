#include "heatward/gis/source_files.hpp"

#include <filesystem>

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "heatward/gis/environment.hpp"
#include "heatward/gis/library_versions.hpp"
#include "temporary_folder.hpp"
#include "throws_with.hpp"

namespace heatward::gis {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

/// One square ward with a code, as GDAL's driver writes it.
void write_ward(const std::string& driver_name, const std::string& path,
                const char* const* options = nullptr)
{
    initialise();
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName(driver_name.c_str()), path.c_str(), 0, 0,
                                      0, GDT_Unknown, const_cast<char**>(options));
    ASSERT_NE(dataset, nullptr) << path;
    OGRSpatialReferenceH reference = OSRNewSpatialReference(nullptr);
    OSRImportFromEPSG(reference, 27700);
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "wards", reference, wkbPolygon, nullptr);
    OGRFieldDefnH field = OGR_Fld_Create("code", OFTString);
    OGR_Fld_SetWidth(field, 12);
    OGR_L_CreateField(layer, field, 1);
    OGR_Fld_Destroy(field);
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldString(feature, 0, "E05");
    OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
    for (const auto& [x, y] : {std::pair{540000.0, 250000.0}, std::pair{541000.0, 250000.0},
                               std::pair{541000.0, 251000.0}, std::pair{540000.0, 250000.0}}) {
        OGR_G_AddPoint_2D(ring, x, y);
    }
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
    OGR_G_AddGeometryDirectly(polygon, ring);
    OGR_F_SetGeometryDirectly(feature, polygon);
    EXPECT_EQ(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
    OSRRelease(reference);
    GDALClose(dataset);
}

std::vector<std::string> names_of(const std::string& path)
{
    std::vector<std::string> names;
    for (const std::string& file : files_of_vector_source(path)) {
        names.push_back(fs::path(file).filename().string());
    }
    return names;
}

TEST(SourceFiles, OfAShapefileAreThoseThatBelongToIt)
{
    const TemporaryFolder folder;
    write_ward("ESRI Shapefile", folder / "wards.shp");
    folder.write("wards.cpg", "UTF-8");
    folder.write("wards.txt", "a note");
    folder.write("other.dbf", "of another");
    EXPECT_THAT(
        names_of(folder / "wards.shp"),
        UnorderedElementsAre("wards.shp", "wards.shx", "wards.dbf", "wards.prj", "wards.cpg"));
}

TEST(SourceFiles, OfAShapefileAreFoundInWhateverLetterCase)
{
    const TemporaryFolder folder;
    write_ward("ESRI Shapefile", folder / "wards.shp");
    fs::remove(folder / "wards.cpg");
    for (const char* end : {"shp", "shx", "dbf", "prj"}) {
        std::string upper = end;
        for (char& c : upper) {
            c = static_cast<char>(c - 'a' + 'A');
        }
        fs::rename(folder / (std::string("wards.") + end), folder / ("WARDS." + upper));
    }
    EXPECT_THAT(names_of(folder / "WARDS.SHP"),
                UnorderedElementsAre("WARDS.SHP", "WARDS.SHX", "WARDS.DBF", "WARDS.PRJ"));
}

TEST(SourceFiles, OfAMapInfoTableAreItsParts)
{
    const TemporaryFolder folder;
    write_ward("MapInfo File", folder / "wards.tab");
    EXPECT_THAT(names_of(folder / "wards.tab"),
                UnorderedElementsAre("wards.tab", "wards.dat", "wards.map", "wards.id"));
    const char* const options[] = {"FORMAT=MIF", nullptr};
    write_ward("MapInfo File", folder / "export.mif", options);
    EXPECT_THAT(names_of(folder / "export.mif"), UnorderedElementsAre("export.mif", "export.mid"));
}

TEST(SourceFiles, OfATableAreItsTypesToo)
{
    const TemporaryFolder folder;
    folder.write("residents.csv", "code,residents\nE05,10\n");
    EXPECT_THAT(names_of(folder / "residents.csv"), ElementsAre("residents.csv"));
    folder.write("residents.csvt", "String,Integer");
    EXPECT_THAT(names_of(folder / "residents.csv"),
                UnorderedElementsAre("residents.csv", "residents.csvt"));
}

TEST(SourceFiles, OfAnArchiveAreTheArchive)
{
    const TemporaryFolder folder;
    write_ward("ESRI Shapefile", folder / "wards.shp");
    const std::string command = "cd '" + (folder / "") + "' && zip -q wards.shp.zip wards.*";
    ASSERT_EQ(std::system(command.c_str()), 0);
    EXPECT_THAT(names_of(folder / "wards.shp.zip"), ElementsAre("wards.shp.zip"));
    EXPECT_THAT(names_of("/vsizip/" + (folder / "wards.shp.zip") + "/wards.shp"),
                Contains("wards.dbf"));
}

TEST(SourceFiles, OfADatabaseAreNone)
{
    EXPECT_THAT(files_of_vector_source("PG:dbname=x"), testing::IsEmpty());
    EXPECT_THROW(files_of_vector_source("/nowhere/wards.shp"), DataError);
}

TEST(LibraryVersions, AreThoseOfTheLoadedLibraries)
{
    const auto versions = library_versions();
    EXPECT_EQ(versions.at("GDAL"), GDALVersionInfo("RELEASE_NAME"));
    for (const char* name : {"GEOS", "PROJ", "SQLite"}) {
        EXPECT_THAT(versions.at(name), testing::ContainsRegex("^[0-9]+[.][0-9]+")) << name;
    }
    EXPECT_THAT(versions.at("EPSG"), testing::Not(testing::IsEmpty()));
}

}  // namespace
}  // namespace heatward::gis

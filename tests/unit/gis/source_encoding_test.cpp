#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "heatward/gis/area_source.hpp"
#include "heatward/gis/environment.hpp"
#include "heatward/gis/key_values.hpp"
#include "heatward/gis/record_source.hpp"
#include "temporary_folder.hpp"
#include "throws_with.hpp"

namespace heatward::gis {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// Two wards, the second with Latin-1 bytes in the field, in a shapefile that names no encoding.
void write_shapefile(const std::string& path, const std::string& field)
{
    initialise();
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("ESRI Shapefile"), path.c_str(), 0, 0, 0,
                                      GDT_Unknown, nullptr);
    OGRSpatialReferenceH crs = OSRNewSpatialReference(nullptr);
    OSRImportFromEPSG(crs, 27700);
    std::string encoding = "ENCODING=";
    char* options[] = {encoding.data(), nullptr};
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "wards", crs, wkbPolygon, options);
    for (const char* name : {"code", "name"}) {
        OGRFieldDefnH definition = OGR_Fld_Create(name, OFTString);
        OGR_L_CreateField(layer, definition, 1);
        OGR_Fld_Destroy(definition);
    }
    for (const bool is_second : {false, true}) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGR_F_SetFieldString(feature, 0, is_second ? "E02" : "E01");
        OGR_F_SetFieldString(feature, 1, "Ely");
        if (is_second) {
            OGR_F_SetFieldString(feature, field == "code" ? 0 : 1, "Caf\xE9");
        }
        std::string wkt = is_second ? "POLYGON((1 0,1 1,2 1,1 0))" : "POLYGON((0 0,0 1,1 1,0 0))";
        char* text = wkt.data();
        OGRGeometryH geometry = nullptr;
        OGR_G_CreateFromWkt(&text, crs, &geometry);
        OGR_F_SetGeometryDirectly(feature, geometry);
        ASSERT_EQ(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
        OGR_F_Destroy(feature);
    }
    OSRRelease(crs);
    GDALClose(dataset);
}

class SourceEncoding : public testing::Test {
protected:
    TemporaryFolder folder;
};

TEST_F(SourceEncoding, BoundariesMustBeUtf8)
{
    for (const std::string field : {"code", "name"}) {
        std::filesystem::create_directories(folder / field);
        const std::string path = folder / (field + "/wards.shp");
        write_shapefile(path, field);
        const auto read = [&] {
            return read_areas(path, {"code", "name", ""}, Projection("EPSG:27700"));
        };
        EXPECT_THAT(
            message_of<DataError>(read),
            AllOf(HasSubstr("wards.shp"), HasSubstr("feature 2"), HasSubstr("\"" + field + "\""),
                  HasSubstr("not UTF-8"), HasSubstr(".cpg")));
        static_cast<void>(folder.write(field + "/wards.cpg", "ISO-8859-1"));
        const auto areas = read().areas;
        EXPECT_EQ(field == "code" ? areas.at(1).code : areas.at(1).name, "Caf\xC3\xA9");
    }
}

TEST_F(SourceEncoding, TablesOfValuesMustBeUtf8)
{
    const std::string path = folder.write("p.csv", "code,residents\nE01,5\nE\xE9,6\n");
    EXPECT_THAT(
        message_of<DataError>([&] { (void)read_key_values(path, "code", "residents"); }),
        AllOf(HasSubstr("p.csv"), HasSubstr("feature 2"), HasSubstr("\"code\" is not UTF-8")));
}

TEST_F(SourceEncoding, IncidentRecordsAreTakenToBeWindows1252)
{
    write_shapefile(folder / "calls.shp", "name");
    RecordSource source(folder / "calls.shp", {"", {"code", "name"}});
    AttributeRecord record;
    ASSERT_TRUE(source.next(record));
    ASSERT_TRUE(source.next(record));
    EXPECT_EQ(record.cells, (std::vector<std::string>{"E02", "Caf\xC3\xA9"}));
    EXPECT_FALSE(source.next(record));
}

}  // namespace
}  // namespace heatward::gis

#include "heatward/gis/library_versions.hpp"

#include <gdal.h>
#include <geos_c.h>
#include <proj.h>
#include <sqlite3.h>

#include "crs_operation.hpp"
#include "heatward/gis/environment.hpp"

namespace heatward::gis {

std::map<std::string, std::string> library_versions()
{
    const ProjContext context = make_proj_context();
    const char* const epsg = proj_context_get_database_metadata(context.get(), "EPSG.VERSION");
    std::map<std::string, std::string> versions{{"EPSG", epsg != nullptr ? epsg : ""},
                                                {"GDAL", GDALVersionInfo("RELEASE_NAME")},
                                                {"GEOS", GEOSversion()},
                                                {"PROJ", proj_info().version},
                                                {"SQLite", sqlite3_libversion()}};
    // Not every build of GDAL says it; one with its own copy says "INTERNAL".
    initialise();
    GDALDriverH tiff = GDALGetDriverByName("GTiff");
    const char* const libtiff =
        tiff != nullptr ? GDALGetMetadataItem(tiff, "LIBTIFF", nullptr) : nullptr;
    if (libtiff != nullptr) {
        versions.emplace("TIFF", libtiff);
    }
    return versions;
}

}  // namespace heatward::gis

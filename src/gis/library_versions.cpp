#include "heatward/gis/library_versions.hpp"

#include <gdal.h>
#include <geos_c.h>
#include <proj.h>

#include "crs_operation.hpp"

namespace heatward::gis {

std::map<std::string, std::string> library_versions()
{
    const ProjContext context = make_proj_context();
    const char* const epsg = proj_context_get_database_metadata(context.get(), "EPSG.VERSION");
    return {{"EPSG", epsg != nullptr ? epsg : ""},
            {"GDAL", GDALVersionInfo("RELEASE_NAME")},
            {"GEOS", GEOSversion()},
            {"PROJ", proj_info().version}};
}

}  // namespace heatward::gis

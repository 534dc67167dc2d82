#include "heatward/gis/environment.hpp"

#include <array>
#include <mutex>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>
#include <ogr_srs_api.h>

namespace heatward::gis {
namespace {

/// Drivers whose sources are on a network.
constexpr std::array kNetworkDrivers{
    "AmigoCloud",    "CARTO",  "Carto",  "CSW", "DAAS",  "EEDA",   "EEDAI",
    "Elasticsearch", "GMLAS",  "HTTP",   "NGW", "OAPIF", "OGCAPI", "PLMOSAIC",
    "PLSCENES",      "STACIT", "STACTA", "WCS", "WFS",   "WMS",    "WMTS"};

void ready_gdal()
{
    CPLSetErrorHandler(CPLQuietErrorHandler);
    // The one date that GeoPackages carry: their bytes must not depend on the day.
    CPLSetConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
    // No .aux.xml beside files that are read.
    CPLSetConfigOption("GDAL_PAM_ENABLED", "NO");
    // Network file systems see files of this ending alone, so none.
    CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", ".offline-by-design");
    OSRSetPROJEnableNetwork(0);
    GDALAllRegister();
    for (const char* name : kNetworkDrivers) {
        if (GDALDriverH driver = GDALGetDriverByName(name)) {
            GDALDeregisterDriver(driver);
            GDALDestroyDriver(driver);
        }
    }
}

}  // namespace

void initialise()
{
    static std::once_flag once;
    std::call_once(once, ready_gdal);
}

}  // namespace heatward::gis

#include "heatward/gis/environment.hpp"

#include <mutex>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include "formats.hpp"
#include "network_barrier.hpp"

namespace heatward::gis {
namespace {

void ready_gdal()
{
    CPLSetErrorHandler(CPLQuietErrorHandler);
    // The one date that GeoPackages carry: their bytes must not depend on the day.
    CPLSetConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
    // No .aux.xml beside files that are read.
    CPLSetConfigOption("GDAL_PAM_ENABLED", "NO");
    // A GML file is read by itself: no schema, no linked element, no external entity (Xerces).
    CPLSetConfigOption("GML_DOWNLOAD_WFS_SCHEMA", "NO");
    CPLSetConfigOption("GML_SKIP_RESOLVE_ELEMS", "ALL");
    CPLSetConfigOption("GML_PARSER", "EXPAT");
    // Agencies keep incidents in tables and views without geometry too.
    CPLSetConfigOption("PG_LIST_ALL_TABLES", "YES");
    // A sheet's first row names its columns, whatever the cells below it look like.
    CPLSetConfigOption("OGR_XLSX_HEADERS", "FORCE");
    CPLSetConfigOption("OGR_ODS_HEADERS", "FORCE");
    // Tables of a SQLite file that stand for another source stay shut.
    CPLSetConfigOption("OGR_SQLITE_STATIC_VIRTUAL_OGR", "NO");
    OSRSetPROJEnableNetwork(0);
    GDALAllRegister();
    keep_known_drivers();
    bar_network();
}

}  // namespace

void initialise()
{
    static std::once_flag once;
    std::call_once(once, ready_gdal);
}

}  // namespace heatward::gis

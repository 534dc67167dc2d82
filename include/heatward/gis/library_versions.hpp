#pragma once

#include <map>
#include <string>

namespace heatward::gis {

/// Versions of the libraries that a run's figures and bytes depend on, as they are loaded: "GDAL",
/// "GEOS", "PROJ", "EPSG", the edition of the reference systems in PROJ's database, "SQLite", whose
/// version GeoPackages carry, and "TIFF" where GDAL tells that of its libtiff. Compressors (zlib,
/// libdeflate) do not tell theirs through GDAL and are left out.
std::map<std::string, std::string> library_versions();

}  // namespace heatward::gis

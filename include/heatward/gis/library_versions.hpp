#pragma once

#include <map>
#include <string>

namespace heatward::gis {

/// Versions of the libraries that a run's figures and bytes depend on, as they are loaded: "GDAL",
/// "GEOS", "PROJ", and "EPSG", the edition of the reference systems in PROJ's database.
std::map<std::string, std::string> library_versions();

}  // namespace heatward::gis

#pragma once

#include <string>

namespace heatward::gis {

/// The vector formats that are read, a list of GDAL's driver names that ends with null. None of
/// them follows a reference out of its own files, but for PostgreSQL, which a project has to name.
const char* const* vector_drivers();

/// Takes every other driver out of GDAL, but for those that runs are written with. GDAL's drivers
/// must be registered. Virtual sources (VRT) and all that speak to a server are gone then.
void keep_known_drivers();

/// Why a vector source could not be opened, as a sentence's end: names the formats that are read,
/// or says that it is a virtual source, whose driver is not there.
std::string format_refusal(const std::string& path);

}  // namespace heatward::gis

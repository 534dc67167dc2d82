#pragma once

#include "gdal_handles.hpp"

namespace heatward::gis {

/// The reference system, taking and giving x before y whatever its authority says. Throws DataError
/// where PROJ does not know it.
SpatialReference spatial_reference(int epsg);

}  // namespace heatward::gis

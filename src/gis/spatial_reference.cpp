#include "spatial_reference.hpp"

#include <fmt/format.h>

#include "gdal_errors.hpp"
#include "heatward/core/error.hpp"

namespace heatward::gis {

SpatialReference spatial_reference(int epsg)
{
    const GdalErrors errors;
    SpatialReference reference(OSRNewSpatialReference(nullptr));
    if (OSRImportFromEPSG(reference.get(), epsg) != OGRERR_NONE) {
        throw DataError(fmt::format("EPSG:{} is no reference system that PROJ knows", epsg));
    }
    OSRSetAxisMappingStrategy(reference.get(), OAMS_TRADITIONAL_GIS_ORDER);
    return reference;
}

}  // namespace heatward::gis

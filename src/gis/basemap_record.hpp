#pragma once

#include "gdal_handles.hpp"
#include "heatward/core/basemap.hpp"

namespace heatward::gis {

/// The geometry type of a class's table.
OGRwkbGeometryType basemap_geometry_type(BasemapClass feature_class);

/// Adds the fields of such a table to a new layer; false where GDAL refuses.
bool create_basemap_fields(OGRLayerH layer, BasemapClass feature_class);

/// Fills a feature of such a layer. Throws DataError where its name has a NUL character.
void set_basemap_feature(OGRFeatureH record, BasemapClass feature_class,
                         const BasemapFeature& feature);

/// Reads such a feature back.
BasemapFeature get_basemap_feature(OGRFeatureH record, BasemapClass feature_class);

}  // namespace heatward::gis

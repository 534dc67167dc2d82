#pragma once

#include <string>

#include "gdal_handles.hpp"
#include "heatward/core/feature_table.hpp"

namespace heatward::gis {

/// Throws DataError unless the table can be written as it stands (see GeoPackageWriter::write).
void check_table(const FeatureTable& table);

/// Adds the column to a new layer; false where GDAL refuses.
bool create_field(OGRLayerH layer, const Column& column);

/// Puts a checked value into a field; absent and not-a-number become NULL.
void set_cell(OGRFeatureH feature, int field, const AttributeValue& value);

/// The columns of a layer; fields that are neither number nor text are read as text.
std::vector<Column> columns_of(OGRLayerH layer);

AttributeValue get_cell(OGRFeatureH feature, int field, ColumnType type);

}  // namespace heatward::gis

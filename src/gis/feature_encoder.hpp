#pragma once

#include <cstdint>
#include <span>

#include "gdal_handles.hpp"
#include "heatward/gis/feature_output.hpp"

namespace heatward::gis {

/// Makes the features of one table that is written front to back, and refuses what is not of its
/// schema (see FlatGeobufStream).
class FeatureEncoder {
public:
    /// Throws DataError for a schema that cannot be written.
    explicit FeatureEncoder(FeatureSchema schema);

    [[nodiscard]] const FeatureSchema& schema() const { return m_schema; }
    [[nodiscard]] OGRwkbGeometryType geometry_type() const;
    /// `wanted`, or with the first of _1, _2… behind it that no field is named.
    [[nodiscard]] std::string free_name(const std::string& wanted) const;
    /// Of OGC:CRS84, EPSG:4326: both formats put its longitude first, and more programs know it.
    [[nodiscard]] SpatialReference reference() const;
    /// Gives a new layer the fields; false where GDAL refuses.
    [[nodiscard]] bool create_fields(OGRLayerH layer) const;

    /// The next row, without a fid. Polygons without any give a feature without a geometry. Throws
    /// DataError naming table, row and field.
    FeatureHandle encode(OGRLayerH layer, std::span<const AttributeValue> values,
                         const ProjectedPoint& point);
    FeatureHandle encode(OGRLayerH layer, std::span<const AttributeValue> values,
                         const ProjectedMultiPolygon& polygons);
    /// Of a schema without geometries.
    FeatureHandle encode(OGRLayerH layer, std::span<const AttributeValue> values);

    /// How many rows were encoded.
    [[nodiscard]] std::int64_t rows() const { return m_rows; }

private:
    FeatureHandle with_values(OGRLayerH layer, std::span<const AttributeValue> values);
    void check_kind(OutputGeometry kind) const;
    [[noreturn]] void refuse(const std::string& why) const;

    FeatureSchema m_schema;
    std::int64_t m_rows = 0;
};

}  // namespace heatward::gis

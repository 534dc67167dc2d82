#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <gdal.h>
#include <gtest/gtest.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "heatward/gis/environment.hpp"
#include "heatward/gis/feature_output.hpp"
#include "temporary_folder.hpp"

/// Files of features that are written for tests, and what GDAL reads in them.
namespace heatward::gis {

enum class Format : std::uint8_t { flatgeobuf, geopackage };

/// Writes a file of the format with what `fill(output)` adds; gives its path.
template <class Fill>
std::string write_file(const TemporaryFolder& folder, Format format, const FeatureSchema& schema,
                       Fill&& fill)
{
    if (format == Format::geopackage) {
        const std::string path = folder / "written.gpkg";
        GeoPackageOutput output(path, schema);
        fill(output);
        output.close();
        return path;
    }
    FlatGeobufStream stream(schema);
    std::string bytes = stream.take();
    fill(stream);
    bytes += stream.take();
    stream.finish();
    bytes += stream.take();
    return folder.write("written.fgb", bytes);
}

struct ReadFeature {
    GIntBig fid = 0;
    std::vector<AttributeValue> values;
    bool has_geometry = false;
    ProjectedPoint point;
    std::vector<std::vector<std::vector<ProjectedPoint>>> polygons;  ///< rings closed
};

struct ReadFile {
    std::string name;
    std::string fid_column;
    std::string geometry_column;
    std::vector<std::string> fields;
    std::vector<OGRFieldType> types;
    std::vector<OGRFieldSubType> subtypes;
    OGRwkbGeometryType geometry_type = wkbUnknown;
    std::string authority;
    std::string code;
    GIntBig count = 0;
    OGREnvelope extent{};
    std::vector<ReadFeature> features;
};

inline std::vector<ProjectedPoint> vertices_of(OGRGeometryH line)
{
    std::vector<ProjectedPoint> vertices;
    for (int i = 0; i < OGR_G_GetPointCount(line); ++i) {
        vertices.push_back({OGR_G_GetX(line, i), OGR_G_GetY(line, i)});
    }
    return vertices;
}

inline AttributeValue value_of(OGRFeatureH feature, int field, OGRFieldType type)
{
    if (OGR_F_IsFieldSetAndNotNull(feature, field) == 0) {
        return std::monostate();
    }
    if (type == OFTReal) {
        return OGR_F_GetFieldAsDouble(feature, field);
    }
    if (type == OFTInteger || type == OFTInteger64) {
        return std::int64_t{OGR_F_GetFieldAsInteger64(feature, field)};
    }
    return std::string(OGR_F_GetFieldAsString(feature, field));
}

inline ReadFeature read_feature(OGRFeatureH feature, const ReadFile& file)
{
    ReadFeature read;
    read.fid = OGR_F_GetFID(feature);
    for (std::size_t i = 0; i < file.fields.size(); ++i) {
        read.values.push_back(value_of(feature, static_cast<int>(i), file.types[i]));
    }
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
    read.has_geometry = geometry != nullptr;
    if (geometry != nullptr && file.geometry_type == wkbPoint) {
        read.point = vertices_of(geometry).at(0);
    } else if (geometry != nullptr) {
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) {
            OGRGeometryH polygon = OGR_G_GetGeometryRef(geometry, i);
            auto& rings = read.polygons.emplace_back();
            for (int k = 0; k < OGR_G_GetGeometryCount(polygon); ++k) {
                rings.push_back(vertices_of(OGR_G_GetGeometryRef(polygon, k)));
            }
        }
    }
    return read;
}

/// What GDAL reads in a file of one table.
inline ReadFile read_file(const std::string& path)
{
    initialise();
    ReadFile read;
    GDALDatasetH dataset = GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
    if (dataset == nullptr || GDALDatasetGetLayerCount(dataset) != 1) {
        ADD_FAILURE() << path << " is no file of one table";
        return read;
    }
    OGRLayerH layer = GDALDatasetGetLayer(dataset, 0);
    read.name = OGR_L_GetName(layer);
    read.fid_column = OGR_L_GetFIDColumn(layer);
    read.geometry_column = OGR_L_GetGeometryColumn(layer);
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, i);
        read.fields.emplace_back(OGR_Fld_GetNameRef(field));
        read.types.push_back(OGR_Fld_GetType(field));
        read.subtypes.push_back(OGR_Fld_GetSubType(field));
    }
    read.geometry_type = OGR_L_GetGeomType(layer);
    OGRSpatialReferenceH reference = OGR_L_GetSpatialRef(layer);
    if (reference != nullptr) {
        read.authority = OSRGetAuthorityName(reference, nullptr);
        read.code = OSRGetAuthorityCode(reference, nullptr);
    }
    OGR_L_GetExtent(layer, &read.extent, 1);
    OGR_L_ResetReading(layer);
    while (OGRFeatureH feature = OGR_L_GetNextFeature(layer)) {
        read.features.push_back(read_feature(feature, read));
        OGR_F_Destroy(feature);
    }
    read.count = OGR_L_GetFeatureCount(layer, 1);
    GDALClose(dataset);
    return read;
}

inline FeatureSchema point_schema()
{
    return {"knife crime",
            {{"id", FieldType::text},
             {"count", FieldType::integer},
             {"rate", FieldType::real},
             {"in_study_area", FieldType::boolean}},
            OutputGeometry::point,
            27700};
}

/// Values at the ends of what their types hold, and every kind of absence.
inline std::vector<AttributeValue> hard_values(std::size_t i)
{
    const double inf = std::numeric_limits<double>::infinity();
    const std::vector<std::string> texts{"", "E05", "café, \"x\"\n; '", "007", "NULL", "刀 🗡"};
    const std::vector<std::int64_t> integers{0, -1, INT64_MAX, INT64_MIN, 5};
    const std::vector<double> reals{0.1, 1.0 / 3, 3, 1e300, 5e-324, -inf, 123456789.123456789};
    std::vector<AttributeValue> row{texts[i % texts.size()], integers[i % integers.size()],
                                    reals[i % reals.size()], std::int64_t{i % 3 == 0}};
    if (i % 11 < row.size()) {
        row[i % 11] = std::monostate();
    }
    return row;
}

}  // namespace heatward::gis

#include "basemap_record.hpp"

#include <fmt/format.h>

#include "attribute_cell.hpp"
#include "heatward/core/error.hpp"
#include "ogr_geometry.hpp"

namespace heatward::gis {
namespace {

constexpr int kName = 0;
constexpr int kStroke = 1;  // of lines alone

GeometryHandle to_ogr_lines(const std::vector<ProjectedLine>& lines)
{
    GeometryHandle multi(OGR_G_CreateGeometry(wkbMultiLineString));
    for (const ProjectedLine& line : lines) {
        GeometryHandle part(OGR_G_CreateGeometry(wkbLineString));
        OGR_G_SetPointCount(part.get(), static_cast<int>(line.size()));
        int i = 0;
        for (const ProjectedPoint& point : line) {
            OGR_G_SetPoint_2D(part.get(), i++, point.x, point.y);
        }
        OGR_G_AddGeometryDirectly(multi.get(), part.release());
    }
    return multi;
}

GeometryHandle to_ogr_points(const std::vector<ProjectedPoint>& points)
{
    GeometryHandle multi(OGR_G_CreateGeometry(wkbMultiPoint));
    for (const ProjectedPoint& point : points) {
        GeometryHandle part(OGR_G_CreateGeometry(wkbPoint));
        OGR_G_SetPoint_2D(part.get(), 0, point.x, point.y);
        OGR_G_AddGeometryDirectly(multi.get(), part.release());
    }
    return multi;
}

GeometryHandle geometry_of_feature(BasemapClass feature_class, const BasemapFeature& feature)
{
    switch (geometry_of(feature_class)) {
        case BasemapGeometry::lines:
            return to_ogr_lines(feature.lines);
        case BasemapGeometry::points:
            return to_ogr_points(feature.points);
        case BasemapGeometry::polygons:
            break;
    }
    return to_ogr(feature.polygons);
}

}  // namespace

OGRwkbGeometryType basemap_geometry_type(BasemapClass feature_class)
{
    switch (geometry_of(feature_class)) {
        case BasemapGeometry::lines:
            return wkbMultiLineString;
        case BasemapGeometry::points:
            return wkbMultiPoint;
        case BasemapGeometry::polygons:
            break;
    }
    return wkbMultiPolygon;
}

bool create_basemap_fields(OGRLayerH layer, BasemapClass feature_class)
{
    return create_field(layer, {"name", ColumnType::text}) &&
           (geometry_of(feature_class) != BasemapGeometry::lines ||
            create_field(layer, {"stroke_m", ColumnType::real}));
}

void set_basemap_feature(OGRFeatureH record, BasemapClass feature_class,
                         const BasemapFeature& feature)
{
    if (feature.name.find('\0') != std::string::npos) {
        throw DataError(
            fmt::format("basemap: a name of class {} holds a NUL", to_string(feature_class)));
    }
    set_cell(record, kName, feature.name.empty() ? AttributeValue() : AttributeValue(feature.name));
    if (geometry_of(feature_class) == BasemapGeometry::lines) {
        set_cell(record, kStroke, feature.stroke_m);
    }
    OGR_F_SetGeometryDirectly(record, geometry_of_feature(feature_class, feature).release());
}

BasemapFeature get_basemap_feature(OGRFeatureH record, BasemapClass feature_class)
{
    BasemapFeature feature;
    const AttributeValue name = get_cell(record, kName, ColumnType::text);
    if (const auto* text = std::get_if<std::string>(&name)) {
        feature.name = *text;
    }
    GeometryParts parts = take_apart(OGR_F_GetGeometryRef(record), nullptr);
    feature.polygons = std::move(parts.polygons);
    feature.lines = std::move(parts.lines);
    feature.points = std::move(parts.points);
    if (geometry_of(feature_class) == BasemapGeometry::lines) {
        const AttributeValue stroke = get_cell(record, kStroke, ColumnType::real);
        const auto* metres = std::get_if<double>(&stroke);
        feature.stroke_m = metres == nullptr ? 0 : *metres;
    }
    return feature;
}

}  // namespace heatward::gis

#include "heatward/gis/feature_source.hpp"

#include <algorithm>
#include <optional>

#include "layer_choice.hpp"
#include "layer_projection.hpp"
#include "ogr_geometry.hpp"
#include "ring_direction.hpp"
#include "vector_source.hpp"

namespace heatward::gis {
namespace {

Extent extent_of(const GeometryParts& parts)
{
    Extent extent = heatward::extent_of(parts.polygons);
    for (const ProjectedPoint& point : parts.points) {
        extent.include(point.x, point.y);
    }
    for (const ProjectedLine& line : parts.lines) {
        for (const ProjectedPoint& point : line) {
            extent.include(point.x, point.y);
        }
    }
    return extent;
}

LayerGeometry geometry_of(OGRwkbGeometryType type)
{
    switch (OGR_GT_Flatten(type)) {
        case wkbNone:
            return LayerGeometry::none;
        case wkbPoint:
        case wkbMultiPoint:
            return LayerGeometry::point;
        case wkbLineString:
        case wkbMultiLineString:
        case wkbCircularString:
        case wkbCompoundCurve:
        case wkbMultiCurve:
            return LayerGeometry::line;
        case wkbPolygon:
        case wkbMultiPolygon:
        case wkbCurvePolygon:
        case wkbMultiSurface:
            return LayerGeometry::polygon;
        default:
            return LayerGeometry::mixed;
    }
}

/// Where the layer does not say, its features are looked at.
LayerGeometry geometry_of(OGRLayerH layer)
{
    const LayerGeometry said = geometry_of(OGR_L_GetGeomType(layer));
    if (said != LayerGeometry::mixed) {
        return said;
    }
    int count = 0;
    OGRGeometryTypeCounter* const counters =
        OGR_L_GetGeometryTypes(layer, 0, 0, &count, nullptr, nullptr);
    std::optional<LayerGeometry> found;
    for (int i = 0; i < count; ++i) {
        const LayerGeometry kind = geometry_of(counters[i].eGeomType);
        if (kind != LayerGeometry::none) {  // features without geometry decide nothing
            found = found.value_or(kind) == kind ? kind : LayerGeometry::mixed;
        }
    }
    VSIFree(counters);
    OGR_L_ResetReading(layer);
    return found.value_or(LayerGeometry::mixed);
}

}  // namespace

std::vector<SourceLayer> list_layers(const std::string& path)
{
    const VectorSource source(path);
    std::vector<SourceLayer> layers;
    for (OGRLayerH layer : source.layers()) {
        layers.push_back({OGR_L_GetName(layer), field_names(layer), geometry_of(layer)});
    }
    return layers;
}

std::size_t read_features(const std::string& path, const FeatureReadOptions& options,
                          const Projection& projection,
                          const std::function<void(const SourceFeature&)>& visit)
{
    VectorSource source(path);
    OGRLayerH layer =
        options.layer.empty() ? source.layers().front() : layer_named(source, options.layer);
    const bool has_geometry = OGR_L_GetGeomType(layer) != wkbNone;
    std::optional<LayerProjection> to_project;
    if (has_geometry) {
        to_project.emplace(layer, projection.crs(), source.shown());
    }
    const int fields = static_cast<int>(field_names(layer).size());
    std::size_t left_out = 0;
    while (const FeatureHandle handle = source.next(layer)) {
        GeometryParts parts =
            take_apart(OGR_F_GetGeometryRef(handle.get()), to_project ? &*to_project : nullptr);
        if (!parts.is_projectable) {
            ++left_out;
            continue;
        }
        const Extent extent = extent_of(parts);
        if (!options.clip.is_empty() && !extent.is_empty() && !options.clip.intersects(extent)) {
            continue;
        }
        normalise_directions(parts.polygons);
        SourceFeature feature;
        for (int i = 0; i < fields; ++i) {
            feature.cells.push_back(field_bytes(handle.get(), i));
        }
        feature.points = std::move(parts.points);
        feature.lines = std::move(parts.lines);
        feature.polygons = std::move(parts.polygons);
        visit(feature);
    }
    return left_out;
}

}  // namespace heatward::gis

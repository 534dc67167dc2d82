#include <cmath>
#include <optional>
#include <utility>

#include "heatward/gis/polygon_projection.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/maps/basemap_tile.hpp"
#include "heatward/maps/vertex_significance.hpp"
#include "line_chains.hpp"

namespace heatward::maps {
namespace {

constexpr double kEarthRadius_m = 6378137;  // of web mercator's sphere

bool is_finite(const MercatorPoint& point)
{
    return std::isfinite(point.x) && std::isfinite(point.y);
}

/// Nothing where a vertex cannot be held.
std::optional<Extent> extent_if_finite(const std::vector<MercatorPoint>& vertices)
{
    Extent extent;
    for (const MercatorPoint& vertex : vertices) {
        if (!is_finite(vertex)) {
            return std::nullopt;
        }
        extent.include(vertex.x, vertex.y);
    }
    return extent;
}

MercatorPath ring_path(std::vector<MercatorPoint> ring)
{
    std::vector<float> significance = ring_significance(ring);
    return {std::move(ring), std::move(significance)};
}

void add_polygons(const BasemapFeature& source, const gis::Projection& projection,
                  std::vector<MercatorBasemap::Feature>& features)
{
    MercatorBasemap::Feature feature;
    feature.name = source.name;
    for (auto& polygon : gis::to_mercator(source.polygons, projection)) {
        const auto extent = extent_if_finite(polygon.exterior);
        if (!extent) {
            continue;
        }
        MercatorBasemap::PolygonPart part;
        Ring<MercatorPoint>& ring = polygon.exterior;
        double doubled_area = 0;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const MercatorPoint& a = ring[i];
            const MercatorPoint& b = ring[i + 1 == ring.size() ? 0 : i + 1];
            doubled_area +=
                (a.x - ring[0].x) * (b.y - ring[0].y) - (b.x - ring[0].x) * (a.y - ring[0].y);
        }
        part.area_m2 = std::abs(doubled_area) / 2;
        part.exterior = ring_path(std::move(ring));
        for (auto& hole : polygon.holes) {
            if (extent_if_finite(hole)) {
                part.holes.push_back(ring_path(std::move(hole)));
            }
        }
        feature.size += part.area_m2;
        feature.extent.include(*extent);
        feature.polygons.push_back(std::move(part));
    }
    if (!feature.polygons.empty()) {
        features.push_back(std::move(feature));
    }
}

void add_lines(const BasemapLayer& layer, const gis::Projection& projection,
               std::vector<MercatorBasemap::Feature>& features)
{
    std::vector<const BasemapFeature*> sources;
    for (const BasemapFeature& source : layer.features) {
        sources.push_back(&source);
    }
    for (const LineChain& chain : line_chains(sources)) {
        MercatorPath path;
        path.vertices.reserve(chain.vertices.size());
        for (const ProjectedPoint& vertex : chain.vertices) {
            path.vertices.push_back(projection.to_mercator(vertex));
        }
        const auto extent = extent_if_finite(path.vertices);
        if (!extent) {
            continue;
        }
        path.significance_m = line_significance(path.vertices);
        MercatorBasemap::Feature& feature = features.emplace_back();
        feature.name = chain.name;
        feature.extent = *extent;
        // Web mercator is 1/cos(latitude) = cosh(y/R) times as large as the ground.
        feature.size = chain.stroke_m * std::cosh(path.vertices.front().y / kEarthRadius_m);
        feature.lines.push_back(std::move(path));
    }
}

void add_points(const BasemapFeature& source, const gis::Projection& projection,
                std::vector<MercatorBasemap::Feature>& features)
{
    MercatorBasemap::Feature feature;
    feature.name = source.name;
    for (const ProjectedPoint& point : source.points) {
        const MercatorPoint place = projection.to_mercator(point);
        if (is_finite(place)) {
            feature.points.push_back(place);
            feature.extent.include(place.x, place.y);
        }
    }
    if (!feature.points.empty()) {
        features.push_back(std::move(feature));
    }
}

}  // namespace

MercatorBasemap::MercatorBasemap(const Basemap& basemap, const gis::Projection& projection)
{
    for (const BasemapLayer& source : basemap) {
        Layer& layer = m_layers.emplace_back();
        layer.feature_class = source.feature_class;
        const BasemapGeometry geometry = geometry_of(source.feature_class);
        if (geometry == BasemapGeometry::lines) {
            add_lines(source, projection, layer.features);
            continue;
        }
        for (const BasemapFeature& feature : source.features) {
            if (geometry == BasemapGeometry::polygons) {
                add_polygons(feature, projection, layer.features);
            } else {
                add_points(feature, projection, layer.features);
            }
        }
    }
}

}  // namespace heatward::maps

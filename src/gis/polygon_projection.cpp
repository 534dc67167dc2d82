#include "heatward/gis/polygon_projection.hpp"

#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::gis {
namespace {

/// Applies a point function to every vertex.
template <class To, class From, class Transform>
MultiPolygon<To> transformed(const MultiPolygon<From>& polygons, const Transform& transform)
{
    const auto transform_ring = [&](const Ring<From>& ring) {
        Ring<To> out;
        out.reserve(ring.size());
        for (const From& point : ring) {
            out.push_back(transform(point));
        }
        return out;
    };
    MultiPolygon<To> out;
    out.reserve(polygons.size());
    for (const auto& polygon : polygons) {
        auto& target = out.emplace_back();
        target.exterior = transform_ring(polygon.exterior);
        target.holes.reserve(polygon.holes.size());
        for (const auto& hole : polygon.holes) {
            target.holes.push_back(transform_ring(hole));
        }
    }
    return out;
}

}  // namespace

LonLatMultiPolygon to_lonlat(const ProjectedMultiPolygon& polygons, const Projection& projection)
{
    return transformed<LonLat>(polygons,
                               [&](ProjectedPoint point) { return projection.to_lonlat(point); });
}

MercatorMultiPolygon to_mercator(const ProjectedMultiPolygon& polygons,
                                 const Projection& projection)
{
    return transformed<MercatorPoint>(
        polygons, [&](ProjectedPoint point) { return projection.to_mercator(point); });
}

ProjectedMultiPolygon from_lonlat(const LonLatMultiPolygon& polygons, const Projection& projection)
{
    return transformed<ProjectedPoint>(polygons, [&](LonLat position) {
        const auto point = projection.from_lonlat(position);
        if (!point) {
            throw DataError(fmt::format("longitude {}, latitude {} cannot be projected to {}",
                                        position.lon, position.lat, projection.crs()));
        }
        return *point;
    });
}

}  // namespace heatward::gis

#pragma once

#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/core/point.hpp"

namespace heatward {

/// A closed line without its repeated last vertex. Exteriors run
/// anticlockwise and holes clockwise (x east, y north) once they come from
/// `gis`.
template <class Point>
using Ring = std::vector<Point>;

/// One exterior ring and its holes.
template <class Point>
struct Polygon {
    Ring<Point> exterior;
    std::vector<Ring<Point>> holes;

    friend bool operator==(const Polygon&, const Polygon&) = default;
};

/// Polygons that do not overlap each other.
template <class Point>
using MultiPolygon = std::vector<Polygon<Point>>;

using ProjectedMultiPolygon = MultiPolygon<ProjectedPoint>;
using LonLatMultiPolygon = MultiPolygon<LonLat>;
using MercatorMultiPolygon = MultiPolygon<MercatorPoint>;

/// Calls `visit(const Ring&)` for every ring, exteriors before their holes.
template <class Point, class Visitor>
void for_each_ring(const MultiPolygon<Point>& polygons, Visitor&& visit)
{
    for (const auto& polygon : polygons) {
        visit(polygon.exterior);
        for (const auto& hole : polygon.holes) {
            visit(hole);
        }
    }
}

/// The smallest rectangle around all vertices; empty where there are none.
Extent extent_of(const ProjectedMultiPolygon& polygons);
Extent extent_of(const LonLatMultiPolygon& polygons);
Extent extent_of(const MercatorMultiPolygon& polygons);

/// Area in square metres of the plane, holes taken off (shoelace formula,
/// relative to the first vertex; relative error about 1e-15 × vertices).
double area_m2(const ProjectedMultiPolygon& polygons);

}  // namespace heatward

#pragma once

#include "heatward/core/polygon.hpp"
#include "heatward/gis/projection.hpp"

namespace heatward::gis {

/// The polygons vertex by vertex in CRS84 or web mercator; ring order, vertex order and
/// directions stay. Edges stay straight in the new plane: the middle of an edge of length L is off
/// by about L²/(8·6.4e6 m), 2 cm for 1 km. A vertex that cannot be transformed becomes
/// not-a-number.
LonLatMultiPolygon to_lonlat(const ProjectedMultiPolygon& polygons, const Projection& projection);
MercatorMultiPolygon to_mercator(const ProjectedMultiPolygon& polygons,
                                 const Projection& projection);

/// The way back. Throws DataError naming the first vertex that cannot be projected.
ProjectedMultiPolygon from_lonlat(const LonLatMultiPolygon& polygons, const Projection& projection);

}  // namespace heatward::gis

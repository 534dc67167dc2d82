#pragma once

#include <span>
#include <string>

#include "heatward/core/polygon.hpp"

namespace heatward::gis {

// All by GEOS (OverlayNG, floating precision: shared vertices keep their coordinates to the bit;
// new vertices are where edges cross, with a relative error of about 1e-15). Results have
// exteriors anticlockwise and holes clockwise and do not depend on thread or time. Input is taken
// as valid, as read_areas gives it; what GEOS cannot overlay throws DataError with its reason.

/// The union of all; empty for none. What is closed in by the union and in no input is a hole.
ProjectedMultiPolygon union_of(std::span<const ProjectedMultiPolygon> polygons);

/// What lies in both; parts that only touch give nothing.
ProjectedMultiPolygon intersection_of(const ProjectedMultiPolygon& a,
                                      const ProjectedMultiPolygon& b);

/// What lies in `a` and not in `b`.
ProjectedMultiPolygon difference_of(const ProjectedMultiPolygon& a, const ProjectedMultiPolygon& b);

/// What lies within `distance_m` (at least 0) of the polygons, themselves included. Corners are
/// rounded by chords, 16 a quarter circle: at most 0.13 % of the distance short of it. Overlapping
/// input is united.
ProjectedMultiPolygon buffer_of(const ProjectedMultiPolygon& polygons, double distance_m);

/// Area of what lies in both, square metres of the plane.
double intersection_area_m2(const ProjectedMultiPolygon& a, const ProjectedMultiPolygon& b);

/// Whether the polygons are valid by OGC Simple Features; otherwise `reason`, unless null,
/// becomes GEOS's words with the place, e.g. "Self-intersection[545000 258000]".
bool is_valid(const ProjectedMultiPolygon& polygons, std::string* reason);

/// The polygons repaired (GEOS make valid, structure method); valid ones come back with their
/// rings' directions normalised and nothing else changed.
ProjectedMultiPolygon make_valid(const ProjectedMultiPolygon& polygons);

}  // namespace heatward::gis

#pragma once

#include "heatward/core/crossing.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/gis/prepared_geometry.hpp"

namespace heatward::pipeline {

/// Ground where an intervention is at work, to ask of many areas whether they share some of it.
class TreatedGround {
public:
    /// The polygons outlive it. Throws DataError as gis::PreparedGeometry does.
    explicit TreatedGround(const ProjectedMultiPolygon& polygons);

    /// Square metres of the area that lie in the ground.
    [[nodiscard]] double shared_m2(const ProjectedMultiPolygon& area) const;

    /// Whether these are more than a sliver of the smaller of both (kSharedSliver).
    [[nodiscard]] bool shares(const ProjectedMultiPolygon& area) const;

private:
    const ProjectedMultiPolygon& m_polygons;
    double m_area_m2;
    WindingIndex m_inside;
    gis::PreparedGeometry m_border;
};

}  // namespace heatward::pipeline

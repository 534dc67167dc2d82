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

    /// Whether the area shares more than a sliver with the ground (shared_area_m2).
    [[nodiscard]] bool shares(const ProjectedMultiPolygon& area) const;

private:
    const ProjectedMultiPolygon& m_polygons;
    WindingIndex m_inside;
    gis::PreparedGeometry m_border;
};

}  // namespace heatward::pipeline

#include "treated_ground.hpp"

#include <algorithm>
#include <vector>

#include "heatward/pipeline/intervention_areas.hpp"

namespace heatward::pipeline {
namespace {

std::vector<std::vector<ProjectedPoint>> border_of(const ProjectedMultiPolygon& polygons)
{
    std::vector<std::vector<ProjectedPoint>> lines;
    for_each_ring(polygons, [&](const Ring<ProjectedPoint>& ring) {
        lines.push_back(ring);
        lines.back().push_back(ring.front());
    });
    return lines;
}

}  // namespace

TreatedGround::TreatedGround(const ProjectedMultiPolygon& polygons)
    : m_polygons(polygons), m_inside(polygons), m_border({}, border_of(polygons), {})
{
}

bool TreatedGround::shares(const ProjectedMultiPolygon& area) const
{
    if (!m_inside.extent().intersects(extent_of(area))) {
        return false;
    }
    if (m_border.intersects(area)) {
        return shared_area_m2(m_polygons, area) > 0;
    }
    // Each part lies wholly inside or outside, and any of its vertices tells which: no overlay.
    return std::any_of(area.begin(), area.end(), [&](const Polygon<ProjectedPoint>& part) {
        return m_inside.contains(part.exterior.front());
    });
}

}  // namespace heatward::pipeline

#include "treated_ground.hpp"

#include <algorithm>
#include <vector>

#include "heatward/gis/overlay.hpp"
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
    : m_polygons(polygons),
      m_area_m2(area_m2(polygons)),
      m_inside(polygons),
      m_border({}, border_of(polygons), {})
{
}

double TreatedGround::shared_m2(const ProjectedMultiPolygon& area) const
{
    if (!m_inside.extent().intersects(extent_of(area))) {
        return 0;
    }
    if (m_border.intersects(area)) {
        return gis::intersection_area_m2(m_polygons, area);
    }
    // Each part lies wholly inside or outside, and any of its vertices tells which: no overlay.
    double inside_m2 = 0;
    for (const Polygon<ProjectedPoint>& part : area) {
        inside_m2 += m_inside.contains(part.exterior.front()) ? area_m2({part}) : 0;
    }
    return inside_m2;
}

bool TreatedGround::shares(const ProjectedMultiPolygon& area) const
{
    return shared_m2(area) > kSharedSliver * std::min(m_area_m2, area_m2(area));
}

}  // namespace heatward::pipeline

#include "heatward/pipeline/intervention_areas.hpp"

#include <algorithm>

#include "heatward/gis/overlay.hpp"

namespace heatward::pipeline {

ProjectedMultiPolygon ring_around(const ProjectedMultiPolygon& treated,
                                  const ProjectedMultiPolygon& control, double width_m,
                                  const ProjectedMultiPolygon& study_area)
{
    if (!(width_m > 0)) {
        return {};
    }
    const auto around = gis::difference_of(gis::buffer_of(treated, width_m), treated);
    return gis::intersection_of(gis::difference_of(around, control), study_area);
}

double shared_area_m2(const ProjectedMultiPolygon& a, const ProjectedMultiPolygon& b)
{
    if (a.empty() || b.empty()) {
        return 0;
    }
    const double shared_m2 = gis::intersection_area_m2(a, b);
    return shared_m2 > kSharedSliver * std::min(area_m2(a), area_m2(b)) ? shared_m2 : 0;
}

}  // namespace heatward::pipeline

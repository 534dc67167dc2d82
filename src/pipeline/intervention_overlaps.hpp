#pragma once

#include <string>
#include <vector>

#include "heatward/pipeline/intervention_areas.hpp"
#include "intervention_counts.hpp"
#include "intervention_months.hpp"

namespace heatward::pipeline {

/// A sentence for each other intervention that was at work in the months compared, and in the
/// treated area, the control area or the ring: their changes cannot be told apart. `areas` are in
/// project order.
std::vector<std::string> overlapping_interventions(const project::Project& project,
                                                   const std::vector<InterventionAreas>& areas,
                                                   std::size_t index,
                                                   const InterventionPolygons& polygons,
                                                   const ComparedMonths& months);

}  // namespace heatward::pipeline

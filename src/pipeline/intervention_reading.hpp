#pragma once

#include <vector>

#include "finding_collector.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/intervention_areas.hpp"
#include "layer_checks.hpp"

namespace heatward::pipeline {

/// Finds the areas of every intervention, in project order, and reports at its keys what is wrong
/// with them: codes that a set does not have, files without polygons, areas of no size, a control
/// that overlaps the treated area; and, as warnings, areas outside the study area.
std::vector<InterventionAreas> read_intervention_areas(const project::Project& project,
                                                       const std::vector<AreaSetData>& sets,
                                                       const ProjectedMultiPolygon& study_area,
                                                       const gis::Projection& projection,
                                                       FindingCollector& findings);

/// Reports interventions whose months before nobody supplied, as far as files' names and
/// `missing_periods` say.
void check_months_before(const project::Project& project, const SourceReaders& readers,
                         FindingCollector& findings);

}  // namespace heatward::pipeline

#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "heatward/core/polygon.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/basemap.hpp"
#include "heatward/pipeline/check_project.hpp"
#include "heatward/pipeline/intervention_areas.hpp"
#include "heatward/pipeline/source_reader.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// A project whose inputs were found and looked at, ready to be built.
struct PreparedProject {
    gis::Projection projection;
    std::vector<AreaSetData> area_sets;  ///< in project order
    ProjectedMultiPolygon study_area;
    std::vector<std::unique_ptr<SourceReader>> readers;  ///< one a source, in project order
    std::vector<BasemapSourceData> basemap;              ///< in project order
    std::vector<InterventionAreas> interventions;        ///< in project order
};

/// Opens everything the project names and adds what is wrong to `findings`. Nothing where there is
/// an error.
std::optional<PreparedProject> prepare_project(const project::Project& project, Findings& findings);

}  // namespace heatward::pipeline

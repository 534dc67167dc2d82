#pragma once

#include <map>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "heatward/gis/projection.hpp"
#include "heatward/pipeline/area_descriptions.hpp"
#include "heatward/pipeline/cell_places.hpp"
#include "heatward/pipeline/intervention_evidence.hpp"
#include "heatward/pipeline/layer_analysis.hpp"
#include "heatward/pipeline/source_reader.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::pipeline {

/// Share of rows located below which a source is called out (Ratcliffe 2004).
inline constexpr double kLeastHitRate = 0.85;

/// Largest relative difference between the volume of a surface with Diggle's correction and its
/// annual weight, above which the report says that the cell is too coarse.
inline constexpr double kVolumeTolerance = 0.002;

/// What report.json is made from.
struct ReportInput {
    const project::Project* project = nullptr;
    std::string run_id;
    const gis::Projection::Operation* operation = nullptr;
    double study_area_km2 = 0;
    const std::vector<SourceRows>* sources = nullptr;  ///< in project order
    const std::vector<run_store::SourceSupply>* supply = nullptr;
    const std::vector<LayerAnalysis>* layers = nullptr;
    const std::vector<LayerInAreas>* in_areas = nullptr;  ///< one a layer, in project order
    const std::vector<InterventionEvidence>* interventions = nullptr;
    const std::vector<SetExtent>* area_sets = nullptr;  ///< one a set, in project order
    const CellPlaces* cells = nullptr;                  ///< of the project's grids
    std::vector<std::string> warnings;                  ///< of the inputs; the report adds its own
};

/// report.json (docs/OPERATIONS.md). Holds no times, so that the same input gives the same bytes.
nlohmann::json report_json(const ReportInput& input);

/// Rows of a source that belong to the layer and lie in its period but have no position, and those
/// outside the period.
struct MissedRows {
    std::uint64_t not_located = 0;
    std::uint64_t out_of_period = 0;
};
MissedRows missed_rows(const project::Project& project, const project::Layer& layer,
                       const std::vector<SourceRows>& sources);

}  // namespace heatward::pipeline

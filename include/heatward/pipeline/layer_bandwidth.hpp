#pragma once

#include <string>
#include <vector>

#include "heatward/core/polygon.hpp"
#include "heatward/core/progress.hpp"
#include "heatward/pipeline/layer_analysis.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// The layer's bandwidth as written, or as its selector chooses it from the incidents that count in
/// the layer (its categories and sources, in its period, inside the study area; each counts once,
/// whatever its weight), with the study area as window. A chosen bandwidth is rounded to 0.1 m
/// after conversion to the layer's kernel; a selector's progress is a stage of its own.
///
/// Throws DataError naming the key where the selector has no answer, or one so small that the
/// surface would have too many cells.
LayerBandwidth layer_bandwidth(const AnalysisInput& input, const project::Layer& layer,
                               Progress& progress);

/// Those of all layers, in their order.
std::vector<LayerBandwidth> layer_bandwidths(const AnalysisInput& input, Progress& progress);

/// What speaks against bandwidths that selectors chose, naming the keys: their notes, and
/// wide_bandwidth_warning(). Bandwidths in metres are looked at when the project is prepared.
std::vector<std::string> bandwidth_warnings(const AnalysisInput& input,
                                            const std::vector<LayerBandwidth>& bandwidths);

/// The warning of a bandwidth above a quarter of the study area's shorter side; empty below.
std::string wide_bandwidth_warning(double bandwidth_m, const ProjectedMultiPolygon& study_area);

}  // namespace heatward::pipeline

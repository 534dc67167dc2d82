#pragma once

#include <optional>
#include <string>
#include <vector>

#include "heatward/core/polygon.hpp"
#include "heatward/core/progress.hpp"
#include "heatward/pipeline/layer_analysis.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// The bandwidth that the project says itself: its metres, or Abramson's pilot σ turned to the
/// layer's kernel by equal variance; nothing where a selector chooses it.
std::optional<double> stated_bandwidth_m(const project::Layer& layer);

/// The layer's bandwidth as written, or as its selector chooses it from the incidents that count in
/// the layer (its categories and sources, in its period, inside the study area; each counts once,
/// whatever its weight), with the study area as window. A chosen bandwidth is rounded to 0.1 m
/// after conversion to the layer's kernel; a selector's progress is a stage of its own.
///
/// Of "abramson:<metres>" the metres are σ of the pilot and of the global bandwidth, and the
/// factors are those of the same incidents (density::adaptive_bandwidths), the pilot divided by its
/// kernel's mass inside the study area where the layer has an edge correction.
///
/// Throws DataError naming the key where the selector has no answer, or one so small that the
/// surface would have too many cells.
LayerBandwidth layer_bandwidth(const AnalysisInput& input, const project::Layer& layer,
                               Progress& progress);

/// Those of all layers, in their order.
std::vector<LayerBandwidth> layer_bandwidths(const AnalysisInput& input, Progress& progress);

/// What speaks against bandwidths that selectors chose, naming the keys: their notes, and
/// wide_bandwidth_warning(). Bandwidths that the project states are looked at when it is prepared.
std::vector<std::string> bandwidth_warnings(const AnalysisInput& input,
                                            const std::vector<LayerBandwidth>& bandwidths);

/// The warning of a bandwidth above a quarter of the study area's shorter side; empty below.
std::string wide_bandwidth_warning(double bandwidth_m, const ProjectedMultiPolygon& study_area);

}  // namespace heatward::pipeline

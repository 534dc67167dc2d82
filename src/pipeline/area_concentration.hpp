#pragma once

#include "heatward/pipeline/ranking_evidence.hpp"

namespace heatward::pipeline {

/// What the densest 1, 2 and 5 % of the set's area hold of the layer's incidents and harm, and what
/// the places hold that were the densest before the period. Reads `_count` and `_harm`.
std::vector<ConcentrationRow> area_concentration(const AnalysisInput& input,
                                                 const project::Layer& layer,
                                                 const AreaSetData& set,
                                                 const AreaMembership& membership,
                                                 const FeatureTable& table);

}  // namespace heatward::pipeline

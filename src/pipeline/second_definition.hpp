#pragma once

#include "heatward/pipeline/ranking_evidence.hpp"

namespace heatward::pipeline {

/// Adds `<layer>_second_count` and `_second_rank`: the layer's sources and period, its
/// `second_categories` instead of its categories, ranked by the layer's weight. Gives which areas
/// enter and leave the top of the ranking by `first_weights`, one an area; nothing where the layer
/// has no second definition.
std::optional<TopChanges> add_second_definition(const AnalysisInput& input,
                                                const project::Layer& layer,
                                                const AreaMembership& membership,
                                                const std::vector<double>& first_weights,
                                                FeatureTable& table);

}  // namespace heatward::pipeline

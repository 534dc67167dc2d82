#pragma once

#include <vector>

#include "heatward/core/expected.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/intervention_areas.hpp"
#include "heatward/pipeline/layer_analysis.hpp"

namespace heatward::pipeline {

/// Fewest areas that a matched control is made of, where there are so many: one area alone would
/// bring its own ups and downs.
inline constexpr std::size_t kLeastMatchedAreas = 3;
/// Months before an intervention by which areas are held to be alike, at most.
inline constexpr int kMatchedMonths = 12;

/// Areas chosen as control.
struct MatchedControl {
    ComparedAreas areas;            ///< nearest first
    std::vector<double> distances;  ///< of each, stats::count_distance
    std::vector<Month> months;      ///< compared by
    std::size_t candidates = 0;     ///< chosen from
};

/// Chooses the areas of the set whose monthly incidents (of any layer of the intervention, each
/// once) were most like those of the treated areas, on average over these, in the months of the
/// year before it that every source supplied: as many as are treated, at least kLeastMatchedAreas.
/// Areas that touch the treated area or its ring, and those without an incident in these months,
/// are no candidates. Errors: no such month, or no candidate; a reason to show.
expected<MatchedControl> match_control(const AnalysisInput& input,
                                       const project::Intervention& intervention,
                                       const ComparedAreas& treated, const AreaSetData& set);

}  // namespace heatward::pipeline

#pragma once

#include <cstddef>
#include <vector>

#include "heatward/core/expected.hpp"
#include "heatward/pipeline/area_membership.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/intervention_areas.hpp"
#include "heatward/pipeline/layer_analysis.hpp"
#include "intervention_months.hpp"

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
    /// That would be candidates, but share ground with another intervention that was at work in the
    /// months compared or matched by.
    std::size_t candidates_left_out = 0;
};

/// The intervention that a control is for, among all of its project.
struct MatchedFor {
    std::size_t index = 0;
    const std::vector<InterventionAreas>* areas = nullptr;  ///< in project order
    const ComparedMonths* months = nullptr;                 ///< of the one at `index`
};

/// The set that areas are chosen from, and each incident's area in it.
struct MatchingSet {
    const AreaSetData* set = nullptr;
    const AreaMembership* membership = nullptr;
};

/// Chooses the areas of the set whose monthly incidents (of any layer of the intervention, each
/// once) were most like those of the treated areas, on average over these, in the months of the
/// year before it that every source supplied: as many as are treated, at least kLeastMatchedAreas.
/// Treated ground that is not of this set counts as the sum of the shares of its areas that lie in
/// it, at least 1. Areas that touch the treated area or its ring, those without an incident in
/// these months, and those where another intervention was at work are no candidates. Errors: no
/// such month, or no candidate; a reason to show.
expected<MatchedControl> match_control(const AnalysisInput& input, const MatchedFor& matched_for,
                                       const MatchingSet& from);

}  // namespace heatward::pipeline

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "heatward/core/expected.hpp"
#include "heatward/core/progress.hpp"
#include "heatward/core/time.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/intervention_areas.hpp"
#include "heatward/pipeline/layer_analysis.hpp"
#include "heatward/stats/difference_in_differences.hpp"
#include "heatward/stats/displacement.hpp"

namespace heatward::pipeline {

/// A month of an intervention and the month before it that it is held against, with one layer's
/// counts.
struct MonthEvidence {
    Month before;
    Month after;
    /// "police: 2024-05" for each month of the two that a source of the layer did not supply; where
    /// there is any, the pair takes no part.
    std::vector<std::string> not_supplied;
    stats::BeforeAfter treated;
    stats::BeforeAfter ring;
    stats::BeforeAfter control;
};

/// One layer at one intervention.
struct InterventionLayer {
    const project::Layer* layer = nullptr;
    std::vector<MonthEvidence> months;
    std::size_t compared = 0;  ///< months that take part
    stats::BeforeAfter treated;
    stats::BeforeAfter ring;
    stats::BeforeAfter control;
    /// Share of these whose place is masked, that of a sector or a named place, or not known to
    /// within the ring's width; nothing without a ring or any of them.
    std::optional<double> rough_places;
    std::optional<stats::DisplacementDifference> displacement;       ///< treated and control
    std::optional<stats::DisplacementDifference> ring_displacement;  ///< ring and control
    expected<stats::DifferenceInDifferences> change = fail("");      ///< treated and control
    expected<stats::DifferenceInDifferences> ring_change = fail("");
    expected<stats::DifferenceInDifferences> together_change = fail("");  ///< treated and ring
};

/// How a control was matched.
struct MatchedBy {
    std::string set;
    std::size_t candidates = 0;
    std::size_t candidates_left_out = 0;  ///< as other interventions were at work in them
    std::vector<double> distances;        ///< of the control's areas
    std::vector<Month> months;
};

/// All that is said of one intervention.
struct InterventionEvidence {
    const project::Intervention* intervention = nullptr;
    ComparedAreas treated;
    ComparedAreas control;       ///< without polygons: none
    std::string control_reason;  ///< why there is none
    std::optional<MatchedBy> matched;
    ProjectedMultiPolygon ring;      ///< around the treated area, see ring_around
    double ring_km2 = 0;             ///< 0: no ring
    std::optional<Month> last;       ///< last month compared; nothing where none was supplied
    bool ends_with_supply = false;   ///< cut at the last month supplied
    project::BeforePeriod before{};  ///< as it was applied
    std::vector<std::string> notes;  ///< other interventions in the same places and months
    std::vector<InterventionLayer> layers;
};

/// Above this share of rough places nothing is said of the ring in words.
inline constexpr double kMostRoughPlaces = 0.5;

/// Evaluates every intervention for its layers. `areas` are in project order.
std::vector<InterventionEvidence> evaluate_interventions(
    const AnalysisInput& input, const std::vector<InterventionAreas>& areas,
    const std::vector<AreaSetData>& sets, Progress& progress);

/// Throws DataError naming file, intervention and key where no source of an intervention's layers
/// supplied any month that its own are to be held against.
void require_months_before(const AnalysisInput& input);

}  // namespace heatward::pipeline

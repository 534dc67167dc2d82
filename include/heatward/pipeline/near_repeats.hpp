#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "heatward/core/time.hpp"
#include "heatward/pipeline/layer_analysis.hpp"
#include "heatward/stats/knox.hpp"

namespace heatward::pipeline {

/// What counts as a near repeat: within a few streets and a fortnight (Johnson & Bowers 2004,
/// British Journal of Criminology 44). Places have to be known this finely.
inline constexpr double kNearRepeatM = 200;
inline constexpr WallMinutes kNearRepeatDays = 14;
/// Smallest p-value 0.005; each deal looks at every pair near in space.
inline constexpr std::uint32_t kNearRepeatDeals = 199;
/// Fewer incidents tell nothing.
inline constexpr std::size_t kFewestNearRepeats = 20;
/// Of fewer rows than this share the ones known to the day may be unlike the others.
inline constexpr double kLeastNearRepeatShare = 0.5;

/// Knox's test of a layer's incidents, or why it was not made.
struct NearRepeats {
    std::size_t incidents = 0;          ///< that take part
    std::size_t left_out_of_time = 0;   ///< known less finely than the day
    std::size_t left_out_of_place = 0;  ///< of the others: masked, or known less finely than
                                        ///< kNearRepeatM
    std::string refusal;                ///< in words; empty where the test was made
    stats::Knox test;
};

/// Tests the layer's incidents over its period by calendar days. Only pairs of one source count:
/// two sources' records of one event lie near each other however rarely events repeat.
NearRepeats find_near_repeats(const AnalysisInput& input, const LayerAnalysis& analysis);

}  // namespace heatward::pipeline

#pragma once

#include <string>

#include "heatward/pipeline/intervention_evidence.hpp"

namespace heatward::pipeline {

/// What one layer shows of an intervention, for people, in plain words that claim no more than the
/// 95 % intervals allow: counts before and after, the difference from what the control's course
/// leads to expect, and what became of the ring.
std::string intervention_sentence(const InterventionEvidence& evidence,
                                  const InterventionLayer& layer);

/// What one layer shows of the intervention's ring, in the words of intervention_sentence where
/// that speaks of it, and otherwise why nothing can be said. Empty without a ring.
std::string ring_sentence(const InterventionEvidence& evidence, const InterventionLayer& layer);

}  // namespace heatward::pipeline

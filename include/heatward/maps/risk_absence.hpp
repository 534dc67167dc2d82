#pragma once

#include <string>

#include "heatward/maps/density_layer.hpp"
#include "heatward/maps/relative_risk.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::maps {

/// Why a relative risk is unknown everywhere under its filter; both texts are empty where it is
/// known.
struct RiskAbsence {
    std::string reason;  ///< names the side that lacks something where the other does not, e.g.
                         ///< "controls: police did not supply March 2025"
    std::string notice;  ///< to be set over a map or legend
};

/// What cases and controls, whose densities were made from the run's incidents under one filter,
/// lack. Without cases, as without controls, a risk is unknown everywhere, not nowhere raised.
RiskAbsence risk_absence_of(const DensityLayer& cases, const DensityLayer& controls,
                            const run_store::RunData& run);

struct MapContent;

/// Makes a map of its cases' density one of the risk: its picture, its controls and what is
/// missing. The risk has to outlive the content.
void show_risk(const RelativeRisk& risk, MapContent& content);

}  // namespace heatward::maps

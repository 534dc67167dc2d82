#pragma once

#include <optional>
#include <string>

#include "heatward/project/project.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::maps {

/// The bandwidth that a layer is drawn with, in words and whole metres: "bandwidth 400 m",
/// "bandwidth 400 m, wider where a place is uncertain (410 m to 940 m, median 520 m)", "adaptive
/// bandwidth, 1,131 m on average (190 m to 5,657 m, median 1,020 m)"; for the Gaussian "standard
/// deviation" in place of "bandwidth". The average of Abramson's law is the geometric mean of the
/// bandwidths before trimming. `bandwidth_m` is the layer's, or another that was asked for; `range`
/// is what the incidents were drawn with, where that is known.
std::string bandwidth_text(const project::Layer& layer, double bandwidth_m,
                           const std::optional<run_store::BandwidthRange>& range);

/// That a layer's incidents have bandwidths of their own, without figures: "adaptive bandwidth",
/// "bandwidth wider where a place is uncertain", or both; empty for other layers.
std::string own_bandwidths_text(const project::Layer& layer);

/// How far an incident is spread, in words: "400 m", or where each has a bandwidth of its own
/// "190 m to 5,657 m (wider where fewer are near)".
std::string spread_text(const project::Layer& layer, double bandwidth_m,
                        const std::optional<run_store::BandwidthRange>& range);

}  // namespace heatward::maps

#pragma once

#include <string>
#include <vector>

#include "heatward/core/time.hpp"
#include "heatward/project/project.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::pipeline {

/// The months directly before a layer's period.
struct MonthsBefore {
    std::vector<std::vector<Month>> by_source;  ///< in the order of the layer's sources, ascending
    std::string reason;                         ///< why there is none; else empty
};

/// Of each source as many of its supplied months that end before the period begins as it supplied
/// in the period, the latest ones, or as many as there are.
MonthsBefore months_before(const project::Layer& layer,
                           const std::vector<run_store::SourceSupply>& supply);

}  // namespace heatward::pipeline

#pragma once

#include <optional>

#include <nlohmann/json.hpp>

#include "heatward/core/point.hpp"
#include "heatward/server/layer_request.hpp"
#include "heatward/server/served_run.hpp"

namespace heatward::server {

/// What a layer's density says of one place.
struct PlaceFigures {
    nlohmann::json json;       ///< as /point answers
    LayerDensities densities;  ///< empty where the place has no position
};

/// `position` in project metres; nothing where the project's system has none for the place.
PlaceFigures place_figures(const ServedRun& run, const LayerRequest& request,
                           const std::optional<ProjectedPoint>& position);

}  // namespace heatward::server

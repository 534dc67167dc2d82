#pragma once

#include <memory>

#include "heatward/maps/legend.hpp"
#include "heatward/server/layer_request.hpp"
#include "heatward/server/route.hpp"

namespace heatward::server {

/// The legend under a request's filter. (legends.cpp)
maps::Legend legend_of(const ServedRun& run, const LayerRequest& request);

/// The same as a picture, one answer by whatever address it was asked for. `scale` 1 or 2.
Answer legend_answer(std::shared_ptr<const ServedRun> served, LayerRequest request, int scale);

}  // namespace heatward::server

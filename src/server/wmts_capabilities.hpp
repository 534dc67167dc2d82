#pragma once

#include "heatward/server/route.hpp"

namespace heatward::server {

/// The capabilities document of WMTS 1.0.0.
Answer wmts_capabilities(const RouteContext& context);

}  // namespace heatward::server

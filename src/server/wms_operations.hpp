#pragma once

#include "heatward/server/route.hpp"
#include "heatward/server/service_exception.hpp"
#include "heatward/server/wms_request.hpp"

/// The operations of WMS, one file each. `folded` is the query with its names folded, for filters.
namespace heatward::server {

using OgcOutcome = tl::expected<Answer, ServiceException>;

// wms_capabilities.cpp
Answer wms_capabilities(const RouteContext& context, WmsVersion version);

// wms_map.cpp
OgcOutcome wms_map(const RouteContext& context, const WmsMapRequest& request, const Query& folded);

// wms_feature_info.cpp
OgcOutcome wms_feature_info(const RouteContext& context, const WmsInfoRequest& request,
                            const Query& folded);

// wms_legend.cpp
OgcOutcome wms_legend(const RouteContext& context, const WmsLegendRequest& request,
                      const Query& folded);

}  // namespace heatward::server

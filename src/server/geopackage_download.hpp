#pragma once

#include "heatward/server/chosen_features.hpp"
#include "heatward/server/feature_writer.hpp"
#include "heatward/server/response.hpp"

namespace heatward::server {

/// `response` with a GeoPackage of the features, spooled to a file: it cannot be written in one
/// pass. A problem's response instead where too many are being written (503) or the file passes
/// kMaxSpoolFileBytes (413).
Response geopackage_download(Response response, const FeatureWriting& writing,
                             ChosenFeatures features, std::size_t limit);

}  // namespace heatward::server

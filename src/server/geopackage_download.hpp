#pragma once

#include <cstddef>
#include <string>

#include "heatward/server/chosen_features.hpp"
#include "heatward/server/feature_writer.hpp"
#include "heatward/server/response.hpp"

namespace heatward::server {

/// How much of the features a client takes.
struct DownloadLimits {
    std::size_t features = 0;
    std::string client;  ///< whose share of the spooled files the download takes
    HasLeft has_left;    ///< asked after each slice's time
};

/// `response` with a GeoPackage of the features, spooled to a file: it cannot be written in one
/// pass. A problem's response instead where too many are being written (503), the file passes
/// kMaxSpoolFileBytes (413) or the client has left (408).
Response geopackage_download(Response response, const FeatureWriting& writing,
                             ChosenFeatures features, const DownloadLimits& limits);

/// `response` for HEAD: with a body that nobody makes, of a length that nobody knows before.
Response unmade_download(Response response);

}  // namespace heatward::server

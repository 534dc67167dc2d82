#pragma once

#include <array>
#include <string>
#include <vector>

#include "heatward/core/point.hpp"
#include "ogc_layer.hpp"
#include "wms_operations.hpp"

namespace heatward::server {

/// The formats of feature info, best known to clients first.
inline constexpr std::array<std::string_view, 6> kInfoFormats{
    "text/plain",           "text/html", "application/json",
    "application/geo+json", "text/xml",  "application/vnd.ogc.gml"};

/// What is asked of a place.
struct InfoQuestion {
    std::vector<OgcLayer> layers;
    PictureCrs crs = PictureCrs::epsg_3857;
    double x = 0;           ///< of the pixel's centre, east
    double y = 0;           ///< north
    std::string format;     ///< one of kInfoFormats, or empty for the first
    int feature_count = 1;  ///< most of them a layer
};

/// The layers' figures at a place: of densities those of /point, of tables the columns of the
/// features that hold it. InvalidFormat where the format is none.
OgcOutcome feature_info_answer(const RouteContext& context, InfoQuestion question);

}  // namespace heatward::server

#pragma once

#include <string>
#include <variant>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/render/colour.hpp"
#include "heatward/server/picture_crs.hpp"
#include "heatward/server/service_exception.hpp"
#include "heatward/server/url.hpp"

namespace heatward::server {

/// Most pixels along a side of a WMS picture: as of a static map.
inline constexpr int kMaxPictureSide = 4096;

/// Most layers laid over each other in one picture.
inline constexpr int kMaxPictureLayers = 8;

/// Pixels are at most so many times as wide as high, or as high as wide: clients stretch a little,
/// and what is narrow one way and wide the other costs much and shows nothing.
inline constexpr double kMaxPixelAspect = 16;

/// Smallest pixel, a sixteenth of one of the deepest zoom's.
inline constexpr double kLeastPixel_m = 0.002;

/// Coordinates beyond are no place in any of the systems, metres or degrees.
inline constexpr double kMaxCoordinate = 1e9;

/// The versions of OGC's Web Map Service that are spoken (OGC 01-068r3 and 06-042).
enum class WmsVersion : unsigned char { v1_1_1, v1_3_0 };

struct WmsCapabilitiesRequest {
    WmsVersion version = WmsVersion::v1_3_0;
};

/// What a picture shows, checked but for the layers' names.
struct WmsMapRequest {
    WmsVersion version = WmsVersion::v1_3_0;
    std::vector<std::string> layers;  ///< the undermost first
    std::vector<std::string> styles;  ///< one a layer; empty: the default
    PictureCrs crs = PictureCrs::epsg_3857;
    Extent bounds;  ///< of the pixels' outer edges, x east and y north whatever the axes' order
    int width = 0;
    int height = 0;
    bool is_transparent = false;
    render::Colour background{255, 255, 255, 255};
};

/// What of a picture is asked about.
struct WmsInfoRequest {
    WmsMapRequest map;
    std::vector<std::string> query_layers;
    std::string info_format;  ///< as sent, in lower case; empty: the service's choice
    int column = 0;           ///< pixel, counted from the left
    int row = 0;              ///< pixel, counted from the top
    int feature_count = 1;
};

struct WmsLegendRequest {
    WmsVersion version = WmsVersion::v1_3_0;
    std::string layer;
    std::string style;  ///< empty: the default
};

using WmsRequest =
    std::variant<WmsCapabilitiesRequest, WmsMapRequest, WmsInfoRequest, WmsLegendRequest>;

/// The version that an answer, or an exception, is written in: 1.1.1 where VERSION (or WMTVER) is
/// below 1.3.0 or where SRS is given without a version, else 1.3.0.
WmsVersion wms_version_of(const Query& folded);

/// Reads a request whose names are folded (fold_names). What it does not know it passes over.
tl::expected<WmsRequest, ServiceException> parse_wms_request(const Query& folded);

}  // namespace heatward::server

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace heatward::server {

/// A reference system that pictures are drawn in. EPSG:4326 and CRS:84 are one system whose axes
/// are written in another order.
enum class PictureCrs : std::uint8_t { epsg_3857, epsg_4326, crs_84, epsg_27700 };

inline constexpr std::array<PictureCrs, 4> kPictureCrs{PictureCrs::epsg_3857, PictureCrs::epsg_4326,
                                                       PictureCrs::crs_84, PictureCrs::epsg_27700};

/// "EPSG:3857".
std::string_view short_name(PictureCrs crs);

/// Reads "EPSG:4326", "http://www.opengis.net/def/crs/EPSG/0/4326" (or https) and
/// "urn:ogc:def:crs:EPSG::4326", whatever the version in them, and "CRS:84", "OGC:CRS84",
/// "http://www.opengis.net/def/crs/OGC/1.3/CRS84" and "urn:ogc:def:crs:OGC:1.3:CRS84", in any case.
std::optional<PictureCrs> parse_picture_crs(std::string_view text);

}  // namespace heatward::server

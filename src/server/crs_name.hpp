#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace heatward::server {

/// A reference system by its authority and that one's code, in lower case: {"epsg", "27700"}.
/// CRS84 is {"ogc", "crs84"}.
struct CrsName {
    std::string authority;
    std::string code;

    friend bool operator==(const CrsName&, const CrsName&) = default;
};

/// Reads "EPSG:4326", "http://www.opengis.net/def/crs/EPSG/0/4326" (or https) and
/// "urn:ogc:def:crs:EPSG::4326", whatever the version in them and in any case; and "CRS84",
/// "CRS:84" and "OGC:CRS84". Whether there is such a system, it does not know.
std::optional<CrsName> parse_crs_name(std::string_view text);

}  // namespace heatward::server

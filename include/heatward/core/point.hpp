#pragma once

namespace heatward {

/// A position in the project's reference system (projected, metres; x east,
/// y north).
struct ProjectedPoint {
    double x = 0;
    double y = 0;

    friend bool operator==(const ProjectedPoint&, const ProjectedPoint&) = default;
};

/// A position in OGC:CRS84: degrees, longitude first.
struct LonLat {
    double lon = 0;
    double lat = 0;

    friend bool operator==(const LonLat&, const LonLat&) = default;
};

/// A position in EPSG:3857 (web mercator metres; x east, y north).
struct MercatorPoint {
    double x = 0;
    double y = 0;

    friend bool operator==(const MercatorPoint&, const MercatorPoint&) = default;
};

}  // namespace heatward

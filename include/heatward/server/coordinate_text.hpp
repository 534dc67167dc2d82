#pragma once

#include <string>

#include "heatward/server/collection.hpp"
#include "heatward/server/feature_crs.hpp"

namespace heatward::server {

/// Decimals of degrees (about a centimetre) and of metres.
inline constexpr int kDegreeDecimals = 7;
inline constexpr int kMetreDecimals = 3;

/// Appends the number with so many decimals, rounded to nearest; "null" where it is no number.
void append_fixed(std::string& out, double number, int decimals);

/// Writes features' places in one reference system, in its axis order. For one thread.
class CoordinateText {
public:
    CoordinateText(const FeatureCrs& crs, const gis::Projection& projection);

    /// Appends a GeoJSON geometry object.
    void append_geojson(std::string& json, const Collection& collection, std::size_t index) const;
    /// Appends a point's coordinates with `separator` between them.
    void append_point(std::string& out, const ProjectedPoint& point, char separator) const;
    /// Appends well-known text.
    void append_wkt(std::string& out, const Collection& collection, std::size_t index) const;

    [[nodiscard]] const FeatureCrs& crs() const { return m_frame.crs(); }

private:
    void append_position(std::string& out, double x, double y, char separator) const;

    CrsFrame m_frame;
    int m_decimals;
};

}  // namespace heatward::server

#pragma once

#include <cstddef>
#include <optional>

#include "heatward/core/extent.hpp"
#include "heatward/cql2/geometry.hpp"
#include "heatward/gis/prepared_geometry.hpp"
#include "heatward/server/collection.hpp"
#include "heatward/server/feature_crs.hpp"

namespace heatward::server {

/// A rectangle or a geometry that features have to meet, in any of the served reference systems,
/// whose edges are straight there. Vertices are transformed, features' edges are taken as straight
/// between them. For one thread.
class FeatureRegion {
public:
    /// Of the frame's coordinates, x first.
    FeatureRegion(const Extent& rectangle, CrsFrame frame);
    /// In the axis order of the frame's system. Throws DataError for what GEOS cannot take.
    FeatureRegion(const cql2::Geometry& geometry, CrsFrame frame);

    /// Whether the feature and the region share a point, borders included.
    [[nodiscard]] bool meets(const Collection& collection, std::size_t index) const;

private:
    void find_degrees(const Extent& extent);
    [[nodiscard]] bool meets(const ProjectedPoint& point) const;
    [[nodiscard]] bool meets(const ProjectedMultiPolygon& polygons) const;

    CrsFrame m_frame;
    Extent m_rectangle;
    std::optional<gis::PreparedGeometry> m_geometry;  ///< in place of the rectangle
    Extent m_around;                 ///< degrees that hold the region, and somewhat more
    std::optional<Extent> m_within;  ///< degrees that are the region, where those can tell
};

}  // namespace heatward::server

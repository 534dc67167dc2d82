#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "heatward/core/extent.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/server/problem.hpp"

namespace heatward::server {

/// A reference system that features are asked for and given in: CRS84 or one of EPSG's.
struct FeatureCrs {
    int epsg = 0;  ///< 0: CRS84

    /// "http://www.opengis.net/def/crs/EPSG/0/27700".
    [[nodiscard]] std::string uri() const;
    /// In coordinates as a client writes and reads them; in here x (longitude) always comes first.
    [[nodiscard]] bool has_latitude_first() const { return epsg == 4326; }
    [[nodiscard]] bool is_in_degrees() const { return epsg == 0 || epsg == 4326; }

    friend bool operator==(const FeatureCrs&, const FeatureCrs&) = default;
};

/// CRS84, EPSG:4326, EPSG:3857, EPSG:27700 and the project's own, where it has a code.
std::vector<FeatureCrs> served_crs(const gis::Projection& projection);

/// Reads an OGC URI ("http://www.opengis.net/def/crs/OGC/1.3/CRS84"; https, a URN and the last '/'
/// left out pass too) or the short form ("EPSG:27700", "CRS84"). 400 naming the parameter and what
/// there is.
tl::expected<FeatureCrs, Problem> parse_crs(std::string_view text, std::string_view parameter,
                                            const std::vector<FeatureCrs>& served);

/// "minx,miny,maxx,maxy" in the axis order of `crs`, or six numbers whose third and sixth are
/// heights that do not count: x first in the answer. The problem names `parameter`.
tl::expected<Extent, Problem> parse_bbox(std::string_view text, std::string_view parameter,
                                         const FeatureCrs& crs);

/// From project metres into a reference system's coordinates, x first. For one thread.
class CrsFrame {
public:
    CrsFrame(const FeatureCrs& crs, const gis::Projection& projection);

    [[nodiscard]] const FeatureCrs& crs() const { return m_crs; }
    /// Not-a-number in both where the point cannot be transformed.
    [[nodiscard]] ProjectedPoint operator()(const ProjectedPoint& point) const;
    [[nodiscard]] ProjectedMultiPolygon operator()(const ProjectedMultiPolygon& polygons) const;
    /// Degrees of a place in the reference system, nothing where it has none.
    [[nodiscard]] std::optional<LonLat> degrees_of(const ProjectedPoint& place) const;
    /// Whether coordinates stay as they are.
    [[nodiscard]] bool is_project() const
    {
        return m_crs.epsg != 0 && m_crs.epsg == m_project.epsg();
    }

private:
    FeatureCrs m_crs;
    gis::Projection m_project;
    std::optional<gis::Projection> m_other;  ///< of a projected system that is not the project's
};

}  // namespace heatward::server

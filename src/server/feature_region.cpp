#include "heatward/server/feature_region.hpp"

#include <utility>
#include <vector>

#include "heatward/server/rectangle_meeting.hpp"

namespace heatward::server {

namespace {

/// Places along each side of a rectangle by which the degrees around it are found, and by how much
/// of its size these are widened for what lies between them: sides bend far less.
constexpr int kSidePlaces = 32;
constexpr double kWidening = 0.02;

ProjectedPoint place(const cql2::Position& position, const FeatureCrs& crs)
{
    return crs.has_latitude_first() ? ProjectedPoint{position.y, position.x}
                                    : ProjectedPoint{position.x, position.y};
}

std::vector<ProjectedPoint> places(const std::vector<cql2::Position>& positions,
                                   const FeatureCrs& crs)
{
    std::vector<ProjectedPoint> made;
    made.reserve(positions.size());
    for (const auto& position : positions) {
        made.push_back(place(position, crs));
    }
    return made;
}

gis::PreparedGeometry prepared(const cql2::Geometry& geometry, const FeatureCrs& crs)
{
    std::vector<std::vector<ProjectedPoint>> lines;
    for (const auto& line : geometry.lines) {
        lines.push_back(places(line, crs));
    }
    ProjectedMultiPolygon polygons;
    for (const auto& polygon : geometry.polygons) {
        auto& made = polygons.emplace_back();
        made.exterior = places(polygon.exterior, crs);
        for (const auto& hole : polygon.holes) {
            made.holes.push_back(places(hole, crs));
        }
    }
    return {places(geometry.points, crs), lines, polygons};
}

/// The same numbers as coordinates of a plane.
ProjectedMultiPolygon plane_of(const LonLatMultiPolygon& polygons)
{
    const auto ring_of = [](const Ring<LonLat>& ring) {
        Ring<ProjectedPoint> made;
        made.reserve(ring.size());
        for (const auto& vertex : ring) {
            made.push_back({vertex.lon, vertex.lat});
        }
        return made;
    };
    ProjectedMultiPolygon result;
    for (const auto& polygon : polygons) {
        auto& made = result.emplace_back();
        made.exterior = ring_of(polygon.exterior);
        for (const auto& hole : polygon.holes) {
            made.holes.push_back(ring_of(hole));
        }
    }
    return result;
}

}  // namespace

FeatureRegion::FeatureRegion(const Extent& rectangle, CrsFrame frame)
    : m_frame(std::move(frame)), m_rectangle(rectangle)
{
    find_degrees(rectangle);
    if (m_frame.crs().is_in_degrees()) {
        m_within = rectangle;
    }
}

FeatureRegion::FeatureRegion(const cql2::Geometry& geometry, CrsFrame frame)
    : m_frame(std::move(frame)), m_geometry(prepared(geometry, m_frame.crs()))
{
    find_degrees(m_geometry->extent());
}

void FeatureRegion::find_degrees(const Extent& extent)
{
    for (int i = 0; i <= kSidePlaces; ++i) {
        const double x = extent.min_x + extent.width() * i / kSidePlaces;
        const double y = extent.min_y + extent.height() * i / kSidePlaces;
        for (const auto& at : {ProjectedPoint{x, extent.min_y}, ProjectedPoint{x, extent.max_y},
                               ProjectedPoint{extent.min_x, y}, ProjectedPoint{extent.max_x, y}}) {
            const auto degrees = m_frame.degrees_of(at);
            if (!degrees) {
                m_around = {-180, -90, 180, 90};
                return;
            }
            m_around.include(degrees->lon, degrees->lat);
        }
    }
    m_around = m_around.grown(kWidening * std::max(m_around.width(), m_around.height()) +
                              Collection::kNearly_deg);
}

bool FeatureRegion::meets(const Collection& collection, std::size_t index) const
{
    const Extent near = collection.nearly_at(index).grown(Collection::kNearly_deg);
    if (!near.intersects(m_around)) {
        return false;
    }
    if (m_within && m_within->contains(near.min_x, near.min_y) &&
        m_within->contains(near.max_x, near.max_y)) {
        return true;
    }
    const Shape shape = collection.shape(index);
    if (const auto* point = std::get_if<ProjectedPoint>(&shape)) {
        return meets(m_frame(*point));
    }
    if (m_frame.crs().is_in_degrees()) {
        const auto& degrees = *collection.degrees(index);
        return m_geometry ? meets(plane_of(degrees)) : meet(degrees, m_rectangle);
    }
    const auto& polygons = *std::get<const ProjectedMultiPolygon*>(shape);
    return m_frame.is_project() ? meets(polygons) : meets(m_frame(polygons));
}

bool FeatureRegion::meets(const ProjectedPoint& point) const
{
    return m_geometry ? m_geometry->intersects(point) : m_rectangle.contains(point.x, point.y);
}

bool FeatureRegion::meets(const ProjectedMultiPolygon& polygons) const
{
    return m_geometry ? m_geometry->intersects(polygons) : meet(polygons, m_rectangle);
}

}  // namespace heatward::server

#include "heatward/gis/prepared_geometry.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <utility>

#include "geos_geometry.hpp"
#include "heatward/core/error.hpp"

namespace heatward::gis {
namespace {

struct DestroyPrepared {
    const GeosContext* context = nullptr;
    void operator()(const GEOSPreparedGeometry* prepared) const
    {
        GEOSPreparedGeom_destroy_r(context->get(), prepared);
    }
};
using Prepared = std::unique_ptr<const GEOSPreparedGeometry, DestroyPrepared>;

/// A geometry of one kind that GEOS takes as it is.
struct Part {
    GeosGeometry geometry;
    Prepared prepared;  ///< destroyed before the geometry that it borrows
    Extent extent;
};

void check_finite(std::span<const ProjectedPoint> vertices)
{
    if (!std::all_of(vertices.begin(), vertices.end(), [](const ProjectedPoint& vertex) {
            return std::isfinite(vertex.x) && std::isfinite(vertex.y);
        })) {
        throw DataError("a geometry has a vertex that is no pair of numbers");
    }
}

void check_rings(const ProjectedMultiPolygon& polygons)
{
    for_each_ring(polygons, [](const Ring<ProjectedPoint>& ring) {
        if (ring.size() < 3) {
            throw DataError("a polygon has a ring of fewer than three vertices");
        }
        check_finite(ring);
    });
}

bool is_one_place(std::span<const ProjectedPoint> line)
{
    return std::all_of(line.begin(), line.end(),
                       [&](const ProjectedPoint& vertex) { return vertex == line.front(); });
}

GeosGeometry to_geos_line(const GeosContext& context, std::span<const ProjectedPoint> line)
{
    std::vector<double> coordinates;
    coordinates.reserve(2 * line.size());
    for (const ProjectedPoint& vertex : line) {
        coordinates.insert(coordinates.end(), {vertex.x, vertex.y});
    }
    GEOSCoordSequence* sequence = GEOSCoordSeq_copyFromBuffer_r(
        context.get(), coordinates.data(), static_cast<unsigned>(line.size()), 0, 0);
    if (sequence == nullptr) {
        context.fail("a line cannot be read");
    }
    return own(context, GEOSGeom_createLineString_r(context.get(), sequence),
               "a line cannot be read");
}

GeosGeometry to_geos_point(const GeosContext& context, const ProjectedPoint& point)
{
    return own(context, GEOSGeom_createPointFromXY_r(context.get(), point.x, point.y),
               "a point cannot be read");
}

bool meet(const Extent& a, const Extent& b)
{
    return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
}

}  // namespace

struct PreparedGeometry::State {
    void add(GeosGeometry geometry);
    void add_collected(int type, std::vector<GeosGeometry> members);
    void add_polygons(const ProjectedMultiPolygon& polygons);
    void add_simple_parts(const GEOSGeometry* geometry);
    bool intersects(const GEOSGeometry* geometry, const Extent& box) const;

    GeosContext context;
    std::vector<Part> parts;
    Extent extent;
    mutable std::mutex turn;
};

void PreparedGeometry::State::add(GeosGeometry geometry)
{
    Part part{std::move(geometry), {}, {}};
    part.prepared = Prepared(GEOSPrepare_r(context.get(), part.geometry.get()), {&context});
    Extent& box = part.extent;
    if (!part.prepared || GEOSGeom_getXMin_r(context.get(), part.geometry.get(), &box.min_x) == 0 ||
        GEOSGeom_getYMin_r(context.get(), part.geometry.get(), &box.min_y) == 0 ||
        GEOSGeom_getXMax_r(context.get(), part.geometry.get(), &box.max_x) == 0 ||
        GEOSGeom_getYMax_r(context.get(), part.geometry.get(), &box.max_y) == 0) {
        context.fail("a geometry cannot be prepared");
    }
    extent.include(box);
    parts.push_back(std::move(part));
}

void PreparedGeometry::State::add_collected(int type, std::vector<GeosGeometry> members)
{
    if (members.empty()) {
        return;
    }
    std::vector<GEOSGeometry*> raw;
    raw.reserve(members.size());
    for (GeosGeometry& member : members) {
        raw.push_back(member.release());
    }
    add(own(context,
            GEOSGeom_createCollection_r(context.get(), type, raw.data(),
                                        static_cast<unsigned>(raw.size())),
            "geometries cannot be collected"));
}

/// GEOS tests no mixed collections, so that each member becomes a part.
void PreparedGeometry::State::add_simple_parts(const GEOSGeometry* geometry)
{
    if (GEOSisEmpty_r(context.get(), geometry) != 0) {
        return;
    }
    if (GEOSGeomTypeId_r(context.get(), geometry) != GEOS_GEOMETRYCOLLECTION) {
        add(own(context, GEOSGeom_clone_r(context.get(), geometry), "a part cannot be read"));
        return;
    }
    const int count = GEOSGetNumGeometries_r(context.get(), geometry);
    for (int i = 0; i < count; ++i) {
        add_simple_parts(GEOSGetGeometryN_r(context.get(), geometry, i));
    }
}

/// Polygons that are no valid multipolygon together are made valid each by itself and stay apart:
/// what meets any of them meets their union, and no vertex is moved by uniting them.
void PreparedGeometry::State::add_polygons(const ProjectedMultiPolygon& polygons)
{
    if (polygons.empty()) {
        return;
    }
    GeosGeometry together = to_geos(context, polygons);
    if (GEOSisValid_r(context.get(), together.get()) == 1) {
        add(std::move(together));
        return;
    }
    for (const auto& polygon : polygons) {
        const GeosGeometry single = to_geos(context, {polygon});
        const GeosGeometry valid = own(context, GEOSMakeValid_r(context.get(), single.get()),
                                       "a polygon cannot be made valid");
        add_simple_parts(valid.get());
    }
}

bool PreparedGeometry::State::intersects(const GEOSGeometry* geometry, const Extent& box) const
{
    return std::any_of(parts.begin(), parts.end(), [&](const Part& part) {
        if (!meet(part.extent, box)) {
            return false;
        }
        const char answer = GEOSPreparedIntersects_r(context.get(), part.prepared.get(), geometry);
        if (answer == 2) {
            context.fail("whether geometries meet cannot be told");
        }
        return answer == 1;
    });
}

PreparedGeometry::PreparedGeometry(std::span<const ProjectedPoint> points,
                                   std::span<const std::vector<ProjectedPoint>> lines,
                                   const ProjectedMultiPolygon& polygons)
    : m_state(std::make_unique<State>())
{
    State& state = *m_state;
    check_finite(points);
    check_rings(polygons);
    std::vector<GeosGeometry> places;
    for (const ProjectedPoint& point : points) {
        places.push_back(to_geos_point(state.context, point));
    }
    std::vector<GeosGeometry> paths;
    for (const auto& line : lines) {
        check_finite(line);
        if (line.size() < 2) {
            throw DataError("a line has fewer than two vertices");
        }
        if (is_one_place(line)) {
            places.push_back(to_geos_point(state.context, line.front()));
        } else {
            paths.push_back(to_geos_line(state.context, line));
        }
    }
    state.add_collected(GEOS_MULTIPOINT, std::move(places));
    state.add_collected(GEOS_MULTILINESTRING, std::move(paths));
    state.add_polygons(polygons);
}

PreparedGeometry::~PreparedGeometry() = default;
PreparedGeometry::PreparedGeometry(PreparedGeometry&&) noexcept = default;
PreparedGeometry& PreparedGeometry::operator=(PreparedGeometry&&) noexcept = default;

bool PreparedGeometry::intersects(const ProjectedPoint& point) const
{
    const Extent box{point.x, point.y, point.x, point.y};
    if (!meet(box, m_state->extent)) {
        return false;
    }
    const std::scoped_lock lock(m_state->turn);
    return m_state->intersects(to_geos_point(m_state->context, point).get(), box);
}

bool PreparedGeometry::intersects(const ProjectedMultiPolygon& polygons) const
{
    for_each_ring(polygons, [](const Ring<ProjectedPoint>& ring) { check_finite(ring); });
    const Extent box = extent_of(polygons);
    if (!meet(box, m_state->extent)) {
        return false;
    }
    const std::scoped_lock lock(m_state->turn);
    return m_state->intersects(to_geos(m_state->context, polygons).get(), box);
}

const Extent& PreparedGeometry::extent() const { return m_state->extent; }

}  // namespace heatward::gis

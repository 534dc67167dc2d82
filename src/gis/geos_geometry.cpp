#include "geos_geometry.hpp"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "ring_direction.hpp"

namespace heatward::gis {
namespace {

void keep_error(const char* message, void* text)
{
    static_cast<std::string*>(text)->assign(message);
}

GeosGeometry ring_to_geos(const GeosContext& context, const Ring<ProjectedPoint>& ring)
{
    std::vector<double> coordinates;
    coordinates.reserve(2 * ring.size() + 2);
    for (const ProjectedPoint& point : ring) {
        coordinates.insert(coordinates.end(), {point.x, point.y});
    }
    coordinates.insert(coordinates.end(), {ring.front().x, ring.front().y});
    GEOSCoordSequence* sequence = GEOSCoordSeq_copyFromBuffer_r(
        context.get(), coordinates.data(), static_cast<unsigned>(ring.size() + 1), 0, 0);
    if (sequence == nullptr) {
        context.fail("a ring cannot be read");
    }
    return own(context, GEOSGeom_createLinearRing_r(context.get(), sequence),
               "a ring cannot be read");
}

GeosGeometry polygon_to_geos(const GeosContext& context, const Polygon<ProjectedPoint>& polygon)
{
    GeosGeometry exterior = ring_to_geos(context, polygon.exterior);
    std::vector<GeosGeometry> holes;
    for (const auto& hole : polygon.holes) {
        if (hole.size() >= 3) {
            holes.push_back(ring_to_geos(context, hole));
        }
    }
    std::vector<GEOSGeometry*> raw_holes;
    raw_holes.reserve(holes.size());
    for (GeosGeometry& hole : holes) {
        raw_holes.push_back(hole.release());
    }
    return own(context,
               GEOSGeom_createPolygon_r(context.get(), exterior.release(), raw_holes.data(),
                                        static_cast<unsigned>(raw_holes.size())),
               "a polygon cannot be read");
}

Ring<ProjectedPoint> ring_from_geos(const GeosContext& context, const GEOSGeometry* geometry)
{
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(context.get(), geometry);
    unsigned size = 0;
    if (sequence == nullptr || GEOSCoordSeq_getSize_r(context.get(), sequence, &size) == 0) {
        context.fail("a ring cannot be read back");
    }
    std::vector<double> coordinates(std::size_t{2} * size);
    if (GEOSCoordSeq_copyToBuffer_r(context.get(), sequence, coordinates.data(), 0, 0) == 0) {
        context.fail("a ring cannot be read back");
    }
    Ring<ProjectedPoint> ring;
    for (std::size_t i = 0; i + 1 < size; ++i) {  // the last vertex repeats the first
        ring.push_back({coordinates[2 * i], coordinates[2 * i + 1]});
    }
    return ring;
}

void append_polygons(const GeosContext& context, const GEOSGeometry* geometry,
                     ProjectedMultiPolygon& out)
{
    const int type = GEOSGeomTypeId_r(context.get(), geometry);
    if (type == GEOS_POLYGON) {
        if (GEOSisEmpty_r(context.get(), geometry) != 0) {
            return;
        }
        Polygon<ProjectedPoint> polygon;
        polygon.exterior = ring_from_geos(context, GEOSGetExteriorRing_r(context.get(), geometry));
        const int holes = GEOSGetNumInteriorRings_r(context.get(), geometry);
        for (int i = 0; i < holes; ++i) {
            polygon.holes.push_back(
                ring_from_geos(context, GEOSGetInteriorRingN_r(context.get(), geometry, i)));
        }
        out.push_back(std::move(polygon));
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        const int parts = GEOSGetNumGeometries_r(context.get(), geometry);
        for (int i = 0; i < parts; ++i) {
            append_polygons(context, GEOSGetGeometryN_r(context.get(), geometry, i), out);
        }
    }
}

}  // namespace

GeosContext::GeosContext() : m_handle(GEOS_init_r())
{
    GEOSContext_setErrorMessageHandler_r(m_handle, keep_error, &m_error);
}

GeosContext::~GeosContext() { GEOS_finish_r(m_handle); }

void GeosContext::fail(const std::string& what) const
{
    throw DataError(fmt::format("{} ({})", what, m_error.empty() ? "no reason given" : m_error));
}

GeosGeometry own(const GeosContext& context, GEOSGeometry* geometry, const std::string& what)
{
    if (geometry == nullptr) {
        context.fail(what);
    }
    return {geometry, DestroyGeosGeometry{&context}};
}

GeosGeometry to_geos(const GeosContext& context, const ProjectedMultiPolygon& polygons)
{
    std::vector<GeosGeometry> parts;
    for (const auto& polygon : polygons) {
        if (polygon.exterior.size() >= 3) {
            parts.push_back(polygon_to_geos(context, polygon));
        }
    }
    std::vector<GEOSGeometry*> raw;
    raw.reserve(parts.size());
    for (GeosGeometry& part : parts) {
        raw.push_back(part.release());
    }
    return own(context,
               GEOSGeom_createCollection_r(context.get(), GEOS_MULTIPOLYGON, raw.data(),
                                           static_cast<unsigned>(raw.size())),
               "polygons cannot be read");
}

ProjectedMultiPolygon from_geos(const GeosContext& context, const GEOSGeometry* geometry)
{
    ProjectedMultiPolygon polygons;
    append_polygons(context, geometry, polygons);
    normalise_directions(polygons);
    return polygons;
}

}  // namespace heatward::gis

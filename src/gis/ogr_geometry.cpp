#include "ogr_geometry.hpp"

#include <cmath>
#include <utility>
#include <vector>

namespace heatward::gis {
namespace {

class PartTaker {
public:
    explicit PartTaker(const LayerProjection* projection) : m_projection(projection) {}

    void take(OGRGeometryH geometry)
    {
        switch (OGR_GT_Flatten(OGR_G_GetGeometryType(geometry))) {
            case wkbPoint:
                for (const ProjectedPoint& point : vertices(geometry)) {
                    parts.points.push_back(point);
                }
                break;
            case wkbLineString:
                parts.lines.push_back(vertices(geometry));
                break;
            case wkbPolygon:
            case wkbTriangle:
                take_polygon(geometry);
                break;
            default:
                for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) {
                    take(OGR_G_GetGeometryRef(geometry, i));
                }
        }
    }

    GeometryParts parts;

private:
    void take_polygon(OGRGeometryH geometry)
    {
        Polygon<ProjectedPoint> polygon;
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) {
            Ring<ProjectedPoint> ring = vertices(OGR_G_GetGeometryRef(geometry, i));
            if (ring.size() > 1 && ring.front() == ring.back()) {
                ring.pop_back();
            }
            if (i == 0) {
                polygon.exterior = std::move(ring);
            } else {
                polygon.holes.push_back(std::move(ring));
            }
        }
        if (!polygon.exterior.empty()) {
            parts.polygons.push_back(std::move(polygon));
        }
    }

    std::vector<ProjectedPoint> vertices(OGRGeometryH line)
    {
        const auto count = static_cast<std::size_t>(OGR_G_GetPointCount(line));
        if (count == 0 || OGR_G_IsEmpty(line) != 0) {
            return {};
        }
        std::vector<double> x(count);
        std::vector<double> y(count);
        OGR_G_GetPoints(line, x.data(), sizeof(double), y.data(), sizeof(double), nullptr, 0);
        if (m_projection != nullptr) {
            m_projection->apply(x, y);
        }
        std::vector<ProjectedPoint> points;
        points.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            parts.is_projectable &= std::isfinite(x[i]) && std::isfinite(y[i]);
            points.push_back({x[i], y[i]});
        }
        return points;
    }

    const LayerProjection* m_projection;
};

GeometryHandle to_ogr_ring(const Ring<ProjectedPoint>& ring)
{
    GeometryHandle geometry(OGR_G_CreateGeometry(wkbLinearRing));
    OGR_G_SetPointCount(geometry.get(), static_cast<int>(ring.size()) + 1);
    int i = 0;
    for (const ProjectedPoint& point : ring) {
        OGR_G_SetPoint_2D(geometry.get(), i++, point.x, point.y);
    }
    OGR_G_SetPoint_2D(geometry.get(), i, ring.front().x, ring.front().y);
    return geometry;
}

}  // namespace

GeometryParts take_apart(OGRGeometryH geometry, const LayerProjection* projection)
{
    PartTaker taker(projection);
    if (geometry == nullptr) {
        return std::move(taker.parts);
    }
    if (OGR_G_HasCurveGeometry(geometry, 1) != 0) {
        const GeometryHandle chords(OGR_G_GetLinearGeometry(geometry, 0, nullptr));
        taker.take(chords.get());
    } else {
        taker.take(geometry);
    }
    return std::move(taker.parts);
}

GeometryHandle to_ogr(const ProjectedMultiPolygon& polygons)
{
    GeometryHandle multi(OGR_G_CreateGeometry(wkbMultiPolygon));
    for (const auto& polygon : polygons) {
        if (polygon.exterior.empty()) {
            continue;
        }
        GeometryHandle part(OGR_G_CreateGeometry(wkbPolygon));
        OGR_G_AddGeometryDirectly(part.get(), to_ogr_ring(polygon.exterior).release());
        for (const auto& hole : polygon.holes) {
            if (!hole.empty()) {
                OGR_G_AddGeometryDirectly(part.get(), to_ogr_ring(hole).release());
            }
        }
        OGR_G_AddGeometryDirectly(multi.get(), part.release());
    }
    return multi;
}

}  // namespace heatward::gis

#include "heatward/gis/overlay.hpp"

#include <algorithm>

#include "geos_geometry.hpp"
#include "ring_direction.hpp"

namespace heatward::gis {
namespace {

struct DestroyMakeValidParams {
    const GeosContext* context;
    void operator()(GEOSMakeValidParams* params) const
    {
        GEOSMakeValidParams_destroy_r(context->get(), params);
    }
};

std::string invalidity(const GeosContext& context, const GEOSGeometry* geometry)
{
    char* reason = GEOSisValidReason_r(context.get(), geometry);
    if (reason == nullptr) {
        context.fail("polygons cannot be checked");
    }
    std::string text(reason);
    GEOSFree_r(context.get(), reason);
    return text;
}

}  // namespace

ProjectedMultiPolygon union_of(std::span<const ProjectedMultiPolygon> polygons)
{
    const GeosContext context;
    ProjectedMultiPolygon all;
    for (const auto& part : polygons) {
        all.insert(all.end(), part.begin(), part.end());
    }
    const GeosGeometry input = to_geos(context, all);
    const GeosGeometry result =
        own(context, GEOSUnaryUnion_r(context.get(), input.get()), "polygons cannot be united");
    return from_geos(context, result.get());
}

ProjectedMultiPolygon intersection_of(const ProjectedMultiPolygon& a,
                                      const ProjectedMultiPolygon& b)
{
    const GeosContext context;
    const GeosGeometry first = to_geos(context, a);
    const GeosGeometry second = to_geos(context, b);
    const GeosGeometry result =
        own(context, GEOSIntersection_r(context.get(), first.get(), second.get()),
            "polygons cannot be intersected");
    return from_geos(context, result.get());
}

ProjectedMultiPolygon difference_of(const ProjectedMultiPolygon& a, const ProjectedMultiPolygon& b)
{
    const GeosContext context;
    const GeosGeometry first = to_geos(context, a);
    const GeosGeometry second = to_geos(context, b);
    const GeosGeometry result =
        own(context, GEOSDifference_r(context.get(), first.get(), second.get()),
            "polygons cannot be subtracted");
    return from_geos(context, result.get());
}

ProjectedMultiPolygon buffer_of(const ProjectedMultiPolygon& polygons, double distance_m)
{
    constexpr int chords_a_quarter = 16;
    const GeosContext context;
    const GeosGeometry input = to_geos(context, polygons);
    const GeosGeometry result =
        own(context,
            GEOSBuffer_r(context.get(), input.get(), std::max(0.0, distance_m), chords_a_quarter),
            "polygons cannot be buffered");
    return from_geos(context, result.get());
}

double intersection_area_m2(const ProjectedMultiPolygon& a, const ProjectedMultiPolygon& b)
{
    return extent_of(a).intersects(extent_of(b)) ? area_m2(intersection_of(a, b)) : 0.0;
}

bool is_valid(const ProjectedMultiPolygon& polygons, std::string* reason)
{
    for (const auto& polygon : polygons) {
        if (polygon.exterior.size() < 3) {
            if (reason != nullptr) {
                *reason = "Ring of fewer than three vertices";
            }
            return false;
        }
    }
    const GeosContext context;
    const GeosGeometry geometry = to_geos(context, polygons);
    if (GEOSisValid_r(context.get(), geometry.get()) == 1) {
        return true;
    }
    if (reason != nullptr) {
        *reason = invalidity(context, geometry.get());
    }
    return false;
}

ProjectedMultiPolygon make_valid(const ProjectedMultiPolygon& polygons)
{
    if (is_valid(polygons, nullptr)) {
        ProjectedMultiPolygon same = polygons;
        normalise_directions(same);
        return same;
    }
    const GeosContext context;
    const GeosGeometry input = to_geos(context, polygons);
    const std::unique_ptr<GEOSMakeValidParams, DestroyMakeValidParams> params(
        GEOSMakeValidParams_create_r(context.get()), DestroyMakeValidParams{&context});
    GEOSMakeValidParams_setMethod_r(context.get(), params.get(), GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(context.get(), params.get(), 0);
    const GeosGeometry result =
        own(context, GEOSMakeValidWithParams_r(context.get(), input.get(), params.get()),
            "polygons cannot be repaired");
    return from_geos(context, result.get());
}

}  // namespace heatward::gis

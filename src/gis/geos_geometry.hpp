#pragma once

#include <memory>
#include <string>

#include <geos_c.h>

#include "heatward/core/polygon.hpp"

namespace heatward::gis {

/// A reentrant GEOS handle that remembers the last error's words. One a thread or call.
class GeosContext {
public:
    GeosContext();
    ~GeosContext();
    GeosContext(const GeosContext&) = delete;
    GeosContext& operator=(const GeosContext&) = delete;

    [[nodiscard]] GEOSContextHandle_t get() const { return m_handle; }
    /// Throws DataError with GEOS's words.
    [[noreturn]] void fail(const std::string& what) const;

private:
    GEOSContextHandle_t m_handle;
    std::string m_error;
};

struct DestroyGeosGeometry {
    const GeosContext* context = nullptr;
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(context->get(), geometry); }
};

/// Owns a geometry; its context must outlive it.
using GeosGeometry = std::unique_ptr<GEOSGeometry, DestroyGeosGeometry>;

/// Takes a geometry that GEOS made; throws DataError with its reason where there is none.
GeosGeometry own(const GeosContext& context, GEOSGeometry* geometry, const std::string& what);

/// As a GEOS multipolygon; rings of fewer than three vertices are left out.
GeosGeometry to_geos(const GeosContext& context, const ProjectedMultiPolygon& polygons);

/// The polygons of any geometry, exteriors anticlockwise and holes clockwise; lines and points in
/// it are left out.
ProjectedMultiPolygon from_geos(const GeosContext& context, const GEOSGeometry* geometry);

}  // namespace heatward::gis

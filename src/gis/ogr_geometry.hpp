#pragma once

#include "gdal_handles.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/gis/feature_source.hpp"
#include "layer_projection.hpp"

namespace heatward::gis {

/// A geometry taken apart, project metres; rings without their repeated last vertex, in the
/// source's directions.
struct GeometryParts {
    std::vector<ProjectedPoint> points;
    std::vector<ProjectedLine> lines;
    ProjectedMultiPolygon polygons;
    bool is_projectable = true;  ///< false: some vertex could not be transformed
};

/// Takes any geometry apart (curves as chords, heights dropped); none gives nothing.
/// `projection` may be null: coordinates stay as they are.
GeometryParts take_apart(OGRGeometryH geometry, const LayerProjection* projection);

/// A multipolygon with closed rings.
GeometryHandle to_ogr(const ProjectedMultiPolygon& polygons);

}  // namespace heatward::gis

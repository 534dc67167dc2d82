#pragma once

#include <optional>
#include <string>
#include <vector>

#include "heatward/core/polygon.hpp"
#include "heatward/gis/layer_wish.hpp"
#include "heatward/gis/projection.hpp"

namespace heatward::gis {

/// One area as its source gives it.
struct AreaRecord {
    std::string code;
    std::string name;
    std::string parent;  ///< empty where no parent field was asked for
    ProjectedMultiPolygon polygons;
};

/// Which fields of the source hold what; an empty name means that it is not wanted.
struct AreaReadOptions {
    std::string code_field;  ///< required; also an id that no two features share
    std::string name_field;
    std::string parent_field;
    LayerWish layer = {};  ///< of a source with several; must have geometry and all the fields
};

struct AreaReadResult {
    std::vector<AreaRecord> areas;      ///< in file order
    std::vector<std::string> warnings;  ///< repaired geometry, whole sentences
    /// From the source's system into the project's; nothing where they are one.
    std::optional<Projection::Operation> operation;
};

/// Reads an area set from any GDAL vector source (see LayerWish for one with several layers).
///
/// Coordinates come out in the project's system, in x, y order whatever the file's axis order;
/// GeoJSON without a `crs` member is WGS84. Rings lose their repeated last vertex, exteriors run
/// anticlockwise and holes clockwise. Edges are projected by their vertices alone: on one of
/// length L the middle is off by about L²/(8·6.4e6 m), 2 cm for 1 km.
///
/// Invalid polygons are repaired (GEOS make valid, structure method: what a ring encloses stays)
/// with a warning that names file, feature, code and reason.
///
/// Throws DataError naming the file for: a source that cannot be opened or is empty, a field that
/// is not there (with the nearest that is), an empty or repeated code, a feature without geometry,
/// with another geometry than polygons, or outside the projection's reach, and a reference system
/// that is unknown. So too for a source with several layers where it is not clear which is meant,
/// and for text that is not UTF-8.
AreaReadResult read_areas(const std::string& path, const AreaReadOptions& options,
                          const Projection& projection);

}  // namespace heatward::gis

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/gis/projection.hpp"

namespace heatward::gis {

/// A line as its vertices, project metres.
using ProjectedLine = std::vector<ProjectedPoint>;

/// One feature of a gazetteer or basemap source. A geometry collection may fill all three.
struct SourceFeature {
    std::vector<std::string> cells;  ///< one a column, as the source's bytes; empty where absent
    std::vector<ProjectedPoint> points;
    std::vector<ProjectedLine> lines;
    ProjectedMultiPolygon polygons;
};

/// What kind of geometry a layer's features have, single or multiple; `mixed` where they have
/// several kinds, or none of these.
enum class LayerGeometry : std::uint8_t { none, point, line, polygon, mixed };

/// What a vector source holds, without its features.
struct SourceLayer {
    std::string name;
    std::vector<std::string> columns;
    LayerGeometry geometry = LayerGeometry::mixed;
};

struct FeatureReadOptions {
    std::string layer;  ///< empty: the first
    Extent clip;        ///< project metres; features wholly outside are left out. Empty: all
};

/// The layers of any GDAL vector source, in its order. Throws DataError naming the file where it
/// cannot be opened.
std::vector<SourceLayer> list_layers(const std::string& path);

/// Calls `visit` for each feature of one layer in file order, in the project's system (rings as
/// in `read_areas`; polygons are not repaired). Features without geometry come with none; those
/// that cannot be projected are left out and counted in the result. Throws DataError naming
/// the file where it cannot be opened or has no such layer.
std::size_t read_features(const std::string& path, const FeatureReadOptions& options,
                          const Projection& projection,
                          const std::function<void(const SourceFeature&)>& visit);

}  // namespace heatward::gis

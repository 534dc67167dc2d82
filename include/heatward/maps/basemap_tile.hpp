#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "heatward/core/basemap.hpp"
#include "heatward/core/extent.hpp"
#include "heatward/core/tile_id.hpp"

namespace heatward::gis {
class Projection;
}

namespace heatward::maps {

/// Zoom from which on tiles hold every feature, to a third of a metre: clients may enlarge them.
inline constexpr int kBasemapMaxZoom = 14;

/// What one tile may take, in estimated bytes, before the least of its features are left out: a
/// phone's second on a poor line.
inline constexpr std::size_t kBasemapTileBytes = 450'000;

/// Pixels (256 a tile) that a road or railway must reach, as it goes straight on, to be in a tile
/// below kBasemapMaxZoom.
inline constexpr double kLeastLinePixels = 8;

/// Square pixels that a polygon must cover there: less is no more than a tint of one pixel.
inline constexpr double kLeastAreaPixels = 1;

/// A building's, which would otherwise fill towns with specks.
inline constexpr double kLeastBuildingPixels = 4;

/// A place's own square there, in pixels: of several places in one the first of the source stays.
inline constexpr int kPlaceSquarePixels = 32;

/// Vertices that move a line by less are left out there, in tile units of a 4096th: half a pixel
/// where a tile is drawn 512 pixels wide.
inline constexpr double kBasemapTolerance = 4;

/// A line of web mercator with what each vertex contributes to its shape.
struct MercatorPath {
    std::vector<MercatorPoint> vertices;
    std::vector<float> significance_m;  ///< see vertex_significance
};

/// A run's basemap in web mercator, made once and cut into tiles often. Pieces of one road that
/// meet end to end are one line in it. Immutable, safe to share between threads.
class MercatorBasemap {
public:
    /// What web mercator cannot hold is left out.
    MercatorBasemap(const Basemap& basemap, const gis::Projection& projection);

    struct PolygonPart {
        MercatorPath exterior;
        std::vector<MercatorPath> holes;
        double area_m2 = 0;  ///< of the exterior, in the mercator plane
    };
    struct Feature {
        std::string name;
        Extent extent;
        double size = 0;  ///< what the most important is largest in: mercator m of a stroke, m² of
                          ///< polygons; 0 for places
        std::vector<PolygonPart> polygons;
        std::vector<MercatorPath> lines;
        std::vector<MercatorPoint> points;
    };
    struct Layer {
        BasemapClass feature_class = BasemapClass::land;
        std::vector<Feature> features;
    };
    [[nodiscard]] const std::vector<Layer>& layers() const { return m_layers; }

private:
    std::vector<Layer> m_layers;
};

/// The basemap's part in the tile as Mapbox Vector Tile 2.1 bytes: one layer a class, named by it,
/// in drawing order, with attribute `name` where a feature has one. Empty where nothing reaches the
/// tile. Where features would take more than kBasemapTileBytes, each class keeps its largest.
std::string basemap_tile(const MercatorBasemap& basemap, const TileId& tile);

}  // namespace heatward::maps

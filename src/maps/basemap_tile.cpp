#include "heatward/maps/basemap_tile.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <utility>

#include "heatward/vector_tile/encoder.hpp"

namespace heatward::maps {
namespace {

/// In what order classes get their share of a tile's bytes: what a reader misses first.
constexpr std::array kBudgetOrder{BasemapClass::land,    BasemapClass::water, BasemapClass::place,
                                  BasemapClass::rail,    BasemapClass::green, BasemapClass::road,
                                  BasemapClass::building};

/// About what a feature takes beside its vertices and name, and a vertex.
constexpr std::size_t kFeatureBytes = 14;
constexpr std::size_t kVertexBytes = 4;

/// A feature as it goes into the tile.
struct TileFeature {
    const MercatorBasemap::Feature* source = nullptr;
    MercatorMultiPolygon polygons;
    std::vector<std::vector<MercatorPoint>> lines;
    std::vector<MercatorPoint> points;

    [[nodiscard]] std::size_t bytes() const
    {
        std::size_t vertices = points.size();
        for_each_ring(polygons, [&](const Ring<MercatorPoint>& ring) { vertices += ring.size(); });
        for (const auto& line : lines) {
            vertices += line.size();
        }
        return kFeatureBytes + source->name.size() + kVertexBytes * vertices;
    }
};

/// What of a basemap belongs in one tile.
class TileContent {
public:
    TileContent(const TileId& tile, const Extent& reach) : m_reach(reach)
    {
        m_pixel_m = pixel_size_at(tile.z);
        m_is_whole = tile.z >= kBasemapMaxZoom;
        m_tolerance_m = m_is_whole ? 0 : kBasemapTolerance * m_pixel_m / kUnitsPerPixel;
    }

    /// The layer's features that reach the tile and are large enough, simplified, in its order.
    [[nodiscard]] std::vector<TileFeature> features_of(const MercatorBasemap::Layer& layer) const
    {
        // Squares at the tile's edge are looked at as a whole, as its neighbour does.
        const Extent reach = geometry_of(layer.feature_class) == BasemapGeometry::points
                                 ? m_reach.grown(kPlaceSquarePixels * m_pixel_m)
                                 : m_reach;
        std::vector<TileFeature> chosen;
        std::set<std::pair<std::int64_t, std::int64_t>> taken;
        for (const MercatorBasemap::Feature& feature : layer.features) {
            if (!feature.extent.intersects(reach) || !is_seen(feature, layer.feature_class)) {
                continue;
            }
            TileFeature made{&feature, {}, {}, {}};
            for (const auto& part : feature.polygons) {
                if (m_is_whole || part.area_m2 >= least_area_m2(layer.feature_class)) {
                    made.polygons.push_back(simplified(part));
                }
            }
            for (const MercatorPath& line : feature.lines) {
                made.lines.push_back(simplified(line));
            }
            for (const MercatorPoint& point : feature.points) {
                if (m_is_whole || taken.insert(square_of(point)).second) {
                    made.points.push_back(point);
                }
            }
            if (!made.polygons.empty() || !made.lines.empty() || !made.points.empty()) {
                chosen.push_back(std::move(made));
            }
        }
        return chosen;
    }

private:
    static constexpr double kUnitsPerPixel = double{vector_tile::kExtent} / kTileSize;

    [[nodiscard]] double least_area_m2(BasemapClass feature_class) const
    {
        return m_pixel_m * m_pixel_m *
               (feature_class == BasemapClass::building ? kLeastBuildingPixels : kLeastAreaPixels);
    }

    [[nodiscard]] bool is_seen(const MercatorBasemap::Feature& feature,
                               BasemapClass feature_class) const
    {
        if (m_is_whole || geometry_of(feature_class) == BasemapGeometry::points) {
            return true;
        }
        return geometry_of(feature_class) == BasemapGeometry::lines
                   ? feature.size >= kLeastLinePixels * m_pixel_m
                   : feature.size >= least_area_m2(feature_class);
    }

    /// Squares of the whole world and not of the tile, so that neighbours choose alike.
    [[nodiscard]] std::pair<std::int64_t, std::int64_t> square_of(const MercatorPoint& point) const
    {
        const double side = kPlaceSquarePixels * m_pixel_m;
        return {static_cast<std::int64_t>(std::floor(point.x / side)),
                static_cast<std::int64_t>(std::floor(point.y / side))};
    }

    [[nodiscard]] std::vector<MercatorPoint> simplified(const MercatorPath& path) const
    {
        std::vector<MercatorPoint> kept;
        for (std::size_t i = 0; i < path.vertices.size(); ++i) {
            if (static_cast<double>(path.significance_m[i]) >= m_tolerance_m) {
                kept.push_back(path.vertices[i]);
            }
        }
        return kept;
    }

    [[nodiscard]] Polygon<MercatorPoint> simplified(const MercatorBasemap::PolygonPart& part) const
    {
        Polygon<MercatorPoint> polygon{simplified(part.exterior), {}};
        for (const MercatorPath& hole : part.holes) {
            polygon.holes.push_back(simplified(hole));
        }
        return polygon;
    }

    Extent m_reach;
    double m_pixel_m;
    bool m_is_whole;
    double m_tolerance_m;
};

/// Keeps the largest of the features (the first, of equal ones) that fit into `bytes`, in their
/// order, and takes what they need from it.
void keep_within(std::size_t& bytes, std::vector<TileFeature>& features)
{
    std::vector<std::size_t> by_size(features.size());
    for (std::size_t i = 0; i < by_size.size(); ++i) {
        by_size[i] = i;
    }
    std::stable_sort(by_size.begin(), by_size.end(), [&](std::size_t a, std::size_t b) {
        return features[a].source->size > features[b].source->size;
    });
    std::vector<bool> is_kept(features.size(), false);
    for (const std::size_t i : by_size) {
        const std::size_t needed = features[i].bytes();
        if (needed > bytes) {
            break;
        }
        bytes -= needed;
        is_kept[i] = true;
    }
    std::size_t i = 0;
    std::erase_if(features, [&](const TileFeature&) { return !is_kept[i++]; });
}

void encode(vector_tile::Encoder& encoder, BasemapClass feature_class,
            const std::vector<TileFeature>& features)
{
    encoder.begin_layer(to_string(feature_class));
    for (const TileFeature& feature : features) {
        const vector_tile::Attribute name{"name", std::string_view(feature.source->name)};
        const vector_tile::FeatureInfo info{
            std::nullopt, {&name, feature.source->name.empty() ? std::size_t{0} : std::size_t{1}}};
        switch (geometry_of(feature_class)) {
            case BasemapGeometry::polygons:
                encoder.add_polygons(feature.polygons, info);
                break;
            case BasemapGeometry::lines:
                encoder.add_lines(feature.lines, info);
                break;
            case BasemapGeometry::points:
                encoder.add_points(feature.points, info);
                break;
        }
    }
}

}  // namespace

std::string basemap_tile(const MercatorBasemap& basemap, const TileId& tile)
{
    vector_tile::Encoder encoder(tile);
    const TileContent content(tile, encoder.reach());
    std::array<std::vector<TileFeature>, kBasemapClassNames.size()> by_class;
    for (const MercatorBasemap::Layer& layer : basemap.layers()) {
        by_class[static_cast<std::size_t>(layer.feature_class)] = content.features_of(layer);
    }
    std::size_t bytes = kBasemapTileBytes;
    for (const BasemapClass feature_class : kBudgetOrder) {
        keep_within(bytes, by_class[static_cast<std::size_t>(feature_class)]);
    }
    for (std::size_t i = 0; i < by_class.size(); ++i) {
        encode(encoder, static_cast<BasemapClass>(i), by_class[i]);
    }
    return encoder.finish();
}

}  // namespace heatward::maps

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "heatward/core/point.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/core/tile_id.hpp"
#include "heatward/vector_tile/tile_geometry.hpp"

namespace heatward::vector_tile {

/// A feature's attribute, borrowed until the call returns.
struct Attribute {
    std::string_view name;
    std::variant<std::string_view, std::int64_t, double> value;
};

/// What stands beside a feature's geometry.
struct FeatureInfo {
    std::optional<std::uint64_t> id;
    std::span<const Attribute> attributes;
};

/// Writes one tile as Mapbox Vector Tile 2.1 (protocol buffers, uncompressed): layers of
/// extent 4096 with features in the order they were added, keys and values stored once
/// a layer. Geometry comes in EPSG:3857 metres; what does not reach the tile and
/// its buffer is left out, and so are features and layers of which nothing is left. Same
/// calls, same bytes.
class Encoder {
public:
    explicit Encoder(const TileId& tile);

    /// The tile and its buffer in EPSG:3857 metres: what lies outside need not be offered.
    [[nodiscard]] const Extent& reach() const { return m_geometry.reach(); }

    /// Starts a layer, to which the features that follow belong. Throws DataError for a
    /// name used before (the specification forbids it).
    void begin_layer(std::string_view name);

    /// Each throws DataError where no layer has been begun.
    void add_polygons(const MercatorMultiPolygon& polygons, const FeatureInfo& info);
    /// Of this very tile, as SimplifiedCoverage cuts them.
    void add_polygons(std::span<const TilePolygon> polygons, const FeatureInfo& info);
    void add_lines(std::span<const std::vector<MercatorPoint>> lines, const FeatureInfo& info);
    void add_points(std::span<const MercatorPoint> points, const FeatureInfo& info);

    /// The tile's bytes; empty where no layer has a feature. The encoder is empty afterwards.
    std::string finish();

private:
    /// Texts stored once, numbered in order of first use.
    struct Pool {
        std::unordered_map<std::string, std::uint32_t> index;
        std::vector<std::string> entries;

        std::uint32_t number_of(const std::string& text);
    };
    struct Layer {
        std::string name;
        Pool keys;
        Pool values;                        ///< encoded Value messages
        std::vector<std::string> features;  ///< encoded Feature messages
    };

    Layer& current_layer();
    void add_feature(int geometry_type, const std::vector<std::uint32_t>& commands,
                     const FeatureInfo& info);

    TileGeometry m_geometry;
    std::vector<Layer> m_layers;
};

}  // namespace heatward::vector_tile

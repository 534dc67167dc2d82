#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/core/feature_table.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/core/tile_id.hpp"

namespace heatward::gis {
class Projection;
}

namespace heatward::maps {

/// An area set or the hotspots with their outlines in web mercator, made once and cut
/// into tiles often. Immutable, safe to share between threads.
class MercatorAreaSet {
public:
    /// `table` outlives the set.
    MercatorAreaSet(const FeatureTable& table, const gis::Projection& projection);

    [[nodiscard]] const FeatureTable& table() const { return *m_table; }
    [[nodiscard]] std::size_t size() const { return m_outlines.size(); }
    [[nodiscard]] const MercatorMultiPolygon& outline(std::size_t row) const
    {
        return m_outlines[row];
    }
    [[nodiscard]] const Extent& extent(std::size_t row) const { return m_extents[row]; }
    [[nodiscard]] std::size_t memory_bytes() const;

private:
    const FeatureTable* m_table;
    std::vector<MercatorMultiPolygon> m_outlines;
    std::vector<Extent> m_extents;
};

/// The areas that reach the tile as Mapbox Vector Tile 2.1 bytes: one layer named as the
/// table, each row a polygon feature with id = row number + 1 and its cells as attributes, absent
/// cells left out. Empty where no area reaches the tile.
std::string area_tile(const MercatorAreaSet& areas, const TileId& tile);

}  // namespace heatward::maps

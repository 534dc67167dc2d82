#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "heatward/core/feature_table.hpp"
#include "heatward/core/tile_id.hpp"
#include "heatward/vector_tile/simplified_coverage.hpp"

namespace heatward::gis {
class Projection;
}

namespace heatward::maps {

/// An area set or the hotspots in web mercator, made once and cut into tiles often. Immutable, safe
/// to share between threads.
class MercatorAreaSet {
public:
    /// `table` outlives the set; tiles have all of its columns.
    MercatorAreaSet(const FeatureTable& table, const gis::Projection& projection);
    /// Tiles have those of its columns alone.
    MercatorAreaSet(const FeatureTable& table, const gis::Projection& projection,
                    std::vector<std::size_t> columns);

    [[nodiscard]] const FeatureTable& table() const { return *m_table; }
    /// Numbers of the columns that tiles have, in the order in which they have them.
    [[nodiscard]] const std::vector<std::size_t>& columns() const { return m_columns; }
    [[nodiscard]] std::size_t size() const { return m_coverage.size(); }
    /// The areas with their common borders generalised alike on both sides.
    [[nodiscard]] const vector_tile::SimplifiedCoverage& coverage() const { return m_coverage; }
    [[nodiscard]] std::size_t memory_bytes() const { return m_coverage.memory_bytes(); }

private:
    const FeatureTable* m_table;
    std::vector<std::size_t> m_columns;
    vector_tile::SimplifiedCoverage m_coverage;
};

/// The areas that reach the tile as Mapbox Vector Tile 2.1 bytes: one layer named as the
/// table, each row a polygon feature with id = row number + 1 and its cells of the set's columns as
/// attributes, absent cells left out. Outlines are generalised to what the zoom shows, common
/// borders alike on both sides (see vector_tile::SimplifiedCoverage). Empty where no area reaches
/// the tile.
std::string area_tile(const MercatorAreaSet& areas, const TileId& tile);

}  // namespace heatward::maps

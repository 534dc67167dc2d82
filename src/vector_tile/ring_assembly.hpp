#pragma once

#include <utility>
#include <vector>

#include "heatward/vector_tile/tile_geometry.hpp"

namespace heatward::vector_tile {

/// Makes an area's polygons from the edges of its rounded rings, whose inside is on one hand.
///
/// Edges that are run both ways, left where a part has become a line or a spike, cancel
/// each other. What is left is parted into simple rings, which touch in single points at most.
class RingAssembly {
public:
    /// Exteriors have a positive `doubled_area` and holes a negative one; edges meet at vertices
    /// alone.
    void add(const TileRing& ring);

    /// The polygons of what was added, and empties the assembly.
    std::vector<TilePolygon> polygons();

private:
    using Edge = std::pair<TilePoint, TilePoint>;

    std::vector<Edge> m_edges;
};

}  // namespace heatward::vector_tile

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "heatward/core/point.hpp"
#include "heatward/core/tile_id.hpp"
#include "heatward/vector_tile/lattice.hpp"
#include "heatward/vector_tile/polygon_coverage.hpp"
#include "heatward/vector_tile/tile_geometry.hpp"

namespace heatward::vector_tile {

/// Vertices go whose triangle is smaller than the square of this many tile units: a quarter of a
/// pixel at 256 pixels a tile.
inline constexpr int kSimplificationUnits = 4;

/// An area's part of a tile.
struct AreaInTile {
    std::size_t area = 0;
    std::vector<TilePolygon> polygons;  ///< never empty
};

/// Areas prepared once for being cut into tiles of any zoom, generalised to what the zoom shows.
/// Immutable, safe to share between threads.
///
/// Neighbours have the same vertices along their common border at every zoom, so they leave no gap
/// and no overlap between them, and tiles of one zoom have the same vertices where a border
/// meets their common side. Rings come out simple (OGC 06-103r4) and touch other rings of their
/// area in single points at most. This holds where the areas themselves
/// do not overlap; areas that do are each simple.
///
/// An area is in every tile that it reaches for as long as anything of it is left when its
/// vertices are rounded to tile units: it goes once it is thinner than about a sixteenth of a pixel
/// throughout, never else. Its neighbours then meet where it was.
class SimplifiedCoverage {
public:
    /// `places` are the coverage's vertices in EPSG:3857; rings with one that is not finite are
    /// left out.
    SimplifiedCoverage(const PolygonCoverage& coverage, std::span<const MercatorPoint> places);

    [[nodiscard]] std::size_t size() const { return m_boxes.size(); }

    /// Whether borders have the vertex (by its number in the coverage) at zoom `z`.
    [[nodiscard]] bool is_kept(std::uint32_t vertex, int z) const;

    /// The areas that reach the tile and its buffer, in order.
    ///
    /// Vertices are rounded by Hobby's snap rounding (1999), in exact arithmetic: a border that
    /// passes through the tile unit of another's vertex, or of where a border meets the tile's
    /// side, gets a vertex there, so rounding lets no two borders cross.
    [[nodiscard]] std::vector<AreaInTile> cut(const TileId& tile) const;

    [[nodiscard]] std::size_t memory_bytes() const;

private:
    struct Box {
        LatticePoint least;
        LatticePoint greatest;
    };

    [[nodiscard]] std::span<const CoverageRing> rings_of(std::size_t area) const;
    /// The ring's vertices at the zoom in steps from `origin`.
    [[nodiscard]] std::vector<LatticePoint> simplified(const CoverageRing& ring, int z,
                                                       const LatticePoint& origin) const;

    std::vector<LatticePoint> m_places;
    std::vector<float> m_significance;
    std::vector<CoverageRing> m_rings;
    std::vector<std::size_t> m_first_ring;
    std::vector<Box> m_boxes;  ///< one an area
};

}  // namespace heatward::vector_tile

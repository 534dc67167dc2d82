#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/vector_tile/tile_geometry.hpp"

/// What must hold of areas that were cut into a tile, worked out in whole numbers from their edges.
namespace heatward::test {

/// An area's rings in one tile, exteriors (positive area) before their holes.
struct TileArea {
    std::uint64_t id = 0;
    std::vector<vector_tile::TileRing> rings;
};

using TileEdge = std::pair<std::pair<int, int>, std::pair<int, int>>;

inline std::pair<int, int> as_pair(const vector_tile::TilePoint& point)
{
    return {point.x, point.y};
}

inline std::vector<TileEdge> edges_of(const vector_tile::TileRing& ring)
{
    std::vector<TileEdge> edges;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        edges.emplace_back(as_pair(ring[i]), as_pair(ring[i + 1 == ring.size() ? 0 : i + 1]));
    }
    return edges;
}

inline std::vector<TileEdge> edges_of(const std::vector<TileArea>& areas)
{
    std::vector<TileEdge> edges;
    for (const TileArea& area : areas) {
        for (const auto& ring : area.rings) {
            const auto of_ring = edges_of(ring);
            edges.insert(edges.end(), of_ring.begin(), of_ring.end());
        }
    }
    return edges;
}

inline std::int64_t turn(std::pair<int, int> a, std::pair<int, int> b, std::pair<int, int> p)
{
    return std::int64_t{b.first - a.first} * (p.second - a.second) -
           std::int64_t{b.second - a.second} * (p.first - a.first);
}

/// Whether two edges share more than an end of both: they cross, overlap, or one ends within
/// the other.
inline bool collide(const TileEdge& a, const TileEdge& b)
{
    const auto lies_within = [](std::pair<int, int> p, const TileEdge& edge) {
        const auto& [from, to] = edge;
        return p != from && p != to && turn(from, to, p) == 0 &&
               p.first >= std::min(from.first, to.first) &&
               p.first <= std::max(from.first, to.first) &&
               p.second >= std::min(from.second, to.second) &&
               p.second <= std::max(from.second, to.second);
    };
    if (lies_within(a.first, b) || lies_within(a.second, b) || lies_within(b.first, a) ||
        lies_within(b.second, a)) {
        return true;
    }
    const auto sign = [](std::int64_t value) { return value > 0 ? 1 : value < 0 ? -1 : 0; };
    return sign(turn(a.first, a.second, b.first)) * sign(turn(a.first, a.second, b.second)) < 0 &&
           sign(turn(b.first, b.second, a.first)) * sign(turn(b.first, b.second, a.second)) < 0;
}

inline bool is_on_window_side(const TileEdge& edge)
{
    const auto& [a, b] = edge;
    for (const int side : {-vector_tile::kBuffer, vector_tile::kExtent + vector_tile::kBuffer}) {
        if ((a.first == side && b.first == side) || (a.second == side && b.second == side)) {
            return true;
        }
    }
    return false;
}

/// Edges apart from those along the window's sides that no other area runs along the other way.
inline std::vector<TileEdge> edges_without_neighbour(const std::vector<TileArea>& areas)
{
    const std::vector<TileEdge> edges = edges_of(areas);
    const std::set<TileEdge> all(edges.begin(), edges.end());
    std::vector<TileEdge> alone;
    for (const TileEdge& edge : edges) {
        if (!is_on_window_side(edge) && !all.contains({edge.second, edge.first})) {
            alone.push_back(edge);
        }
    }
    return alone;
}

inline std::int64_t doubled_area_of(const std::vector<TileArea>& areas)
{
    std::int64_t doubled = 0;
    for (const TileArea& area : areas) {
        for (const auto& ring : area.rings) {
            doubled += vector_tile::doubled_area(ring);
        }
    }
    return doubled;
}

/// Rings are simple, no edge is run twice the same way, and edges meet at their ends alone.
inline void expect_clean(const std::vector<TileArea>& areas)
{
    for (const TileArea& area : areas) {
        ASSERT_FALSE(area.rings.empty());
        EXPECT_GT(vector_tile::doubled_area(area.rings.front()), 0);
        for (const auto& ring : area.rings) {
            ASSERT_GE(ring.size(), 3U);
            EXPECT_NE(vector_tile::doubled_area(ring), 0);
            std::set<std::pair<int, int>> vertices;
            for (const auto& vertex : ring) {
                EXPECT_TRUE(vertices.insert(as_pair(vertex)).second)
                    << area.id << " comes twice to " << vertex.x << "," << vertex.y;
            }
        }
    }
    std::vector<TileEdge> edges = edges_of(areas);
    std::sort(edges.begin(), edges.end());
    for (std::size_t i = 1; i < edges.size(); ++i) {
        EXPECT_NE(edges[i - 1], edges[i]) << "run twice the same way";
    }
    // Once each, by their west end: a later one that starts east of an edge's end cannot meet it.
    // Those along the window's sides have no neighbour to fit.
    std::set<TileEdge> once;
    for (const TileEdge& edge : edges) {
        if (!is_on_window_side(edge)) {
            once.insert(std::minmax(edge.first, edge.second));
        }
    }
    for (auto a = once.begin(); a != once.end(); ++a) {
        for (auto b = std::next(a); b != once.end() && b->first.first <= a->second.first; ++b) {
            ASSERT_FALSE(collide(*a, *b))
                << a->first.first << "," << a->first.second << " to " << a->second.first << ","
                << a->second.second << " meets " << b->first.first << "," << b->first.second
                << " to " << b->second.first << "," << b->second.second;
        }
    }
}

/// Areas' vertices on the line x (or y) = `at`, between the tile's corners.
inline std::set<std::pair<std::uint64_t, int>> vertices_on_side(const std::vector<TileArea>& areas,
                                                                bool is_x, int at)
{
    std::set<std::pair<std::uint64_t, int>> found;
    for (const TileArea& area : areas) {
        for (const auto& ring : area.rings) {
            for (const auto& vertex : ring) {
                const int along = is_x ? vertex.y : vertex.x;
                if ((is_x ? vertex.x : vertex.y) == at && along >= 0 &&
                    along <= vector_tile::kExtent) {
                    found.emplace(area.id, along);
                }
            }
        }
    }
    return found;
}

/// No edge crosses a side of the tile without a vertex there.
inline void expect_vertices_on_sides(const std::vector<TileArea>& areas)
{
    for (const TileEdge& edge : edges_of(areas)) {
        for (const int side : {0, vector_tile::kExtent}) {
            EXPECT_FALSE(std::min(edge.first.first, edge.second.first) < side &&
                         std::max(edge.first.first, edge.second.first) > side &&
                         !is_on_window_side(edge));
            EXPECT_FALSE(std::min(edge.first.second, edge.second.second) < side &&
                         std::max(edge.first.second, edge.second.second) > side &&
                         !is_on_window_side(edge));
        }
    }
}

}  // namespace heatward::test

#include "heatward/vector_tile/polygon_coverage.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "point_tree.hpp"

namespace heatward::vector_tile {
namespace {

/// Sets of numbers that are joined two at a time; each is known by its least.
class JoinedSets {
public:
    explicit JoinedSets(std::size_t size) : m_parent(size)
    {
        std::iota(m_parent.begin(), m_parent.end(), 0U);
    }

    [[nodiscard]] std::uint32_t least_of(std::uint32_t member)
    {
        while (m_parent[member] != member) {
            member = m_parent[member] = m_parent[m_parent[member]];
        }
        return member;
    }

    void join(std::uint32_t a, std::uint32_t b)
    {
        a = least_of(a);
        b = least_of(b);
        m_parent[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::uint32_t> m_parent;
};

double distance_m(const ProjectedPoint& a, const ProjectedPoint& b)
{
    return std::hypot(a.x - b.x, a.y - b.y);
}

/// The first of the points within the tolerance of each, over any number of steps.
JoinedSets joined_points(std::span<const ProjectedPoint> points)
{
    // Columns as wide as the tolerance: what is near a point is in its own or the next.
    struct Entry {
        double column;
        double y;
        std::uint32_t point;
    };
    std::vector<Entry> entries;
    entries.reserve(points.size());
    for (const ProjectedPoint& point : points) {
        entries.push_back({std::floor(point.x / kCoverageTolerance_m), point.y,
                           static_cast<std::uint32_t>(entries.size())});
    }
    const auto is_before = [](const Entry& a, const Entry& b) {
        return a.column != b.column ? a.column < b.column : a.y < b.y;
    };
    std::sort(entries.begin(), entries.end(), is_before);
    JoinedSets sets(points.size());
    auto next_column = entries.begin();
    for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
        const auto join_near = [&](auto from, double column) {
            for (; from != entries.end() && from->column == column &&
                   from->y <= entry->y + kCoverageTolerance_m;
                 ++from) {
                if (distance_m(points[entry->point], points[from->point]) <= kCoverageTolerance_m) {
                    sets.join(entry->point, from->point);
                }
            }
        };
        join_near(entry + 1, entry->column);
        const Entry least{entry->column + 1, entry->y - kCoverageTolerance_m, 0};
        while (next_column != entries.end() && is_before(*next_column, least)) {
            ++next_column;
        }
        join_near(next_column, least.column);
    }
    return sets;
}

/// Drops vertices that repeat the one before.
void drop_repeated(std::vector<std::uint32_t>& ring)
{
    ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
    while (ring.size() > 1 && ring.front() == ring.back()) {
        ring.pop_back();
    }
}

std::uint64_t edge_key(std::uint32_t a, std::uint32_t b)
{
    return (std::uint64_t{std::min(a, b)} << 32U) | std::max(a, b);
}

template <class Visitor>
void for_each_edge(const std::vector<std::uint32_t>& ring, const Visitor& visit)
{
    for (std::size_t i = 0; i < ring.size(); ++i) {
        visit(ring[i], ring[i + 1 == ring.size() ? 0 : i + 1]);
    }
}

/// Edges that no other ring has, by key: those beside which a neighbour may have more vertices.
std::vector<std::uint64_t> single_edges(std::span<const CoverageRing> rings)
{
    std::vector<std::uint64_t> edges;
    for (const CoverageRing& ring : rings) {
        for_each_edge(ring.vertices,
                      [&](std::uint32_t a, std::uint32_t b) { edges.push_back(edge_key(a, b)); });
    }
    std::sort(edges.begin(), edges.end());
    std::vector<std::uint64_t> single;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const bool is_repeated = (i > 0 && edges[i - 1] == edges[i]) ||
                                 (i + 1 < edges.size() && edges[i + 1] == edges[i]);
        if (!is_repeated) {
            single.push_back(edges[i]);
        }
    }
    return single;
}

/// The vertices on each edge that has any between its ends, from its lower-numbered end on.
using VerticesOnEdges = std::unordered_map<std::uint64_t, std::vector<std::uint32_t>>;

VerticesOnEdges vertices_on(std::span<const std::uint64_t> edges,
                            std::span<const ProjectedPoint> vertices)
{
    std::vector<std::uint32_t> ends;
    for (const std::uint64_t edge : edges) {
        ends.push_back(static_cast<std::uint32_t>(edge >> 32U));
        ends.push_back(static_cast<std::uint32_t>(edge));
    }
    std::sort(ends.begin(), ends.end());
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
    std::vector<PointTree::Place> places;
    places.reserve(ends.size());
    for (const std::uint32_t end : ends) {
        places.push_back({vertices[end].x, vertices[end].y});
    }
    const PointTree tree(places);
    VerticesOnEdges found;
    for (const std::uint64_t edge : edges) {
        const ProjectedPoint& a = vertices[edge >> 32U];
        const ProjectedPoint& b = vertices[static_cast<std::uint32_t>(edge)];
        const double length = distance_m(a, b);
        const double dx = (b.x - a.x) / length;
        const double dy = (b.y - a.y) / length;
        Extent box;
        box.include(a.x, a.y);
        box.include(b.x, b.y);
        std::vector<std::pair<double, std::uint32_t>> along;
        tree.any_within(box.grown(kCoverageTolerance_m), [&](std::uint32_t i) {
            const double x = places[i].x - a.x;
            const double y = places[i].y - a.y;
            const double at = x * dx + y * dy;
            // Farther than the tolerance from the ends, as nearer vertices would be one with them.
            if (at > kCoverageTolerance_m && at < length - kCoverageTolerance_m &&
                std::abs(y * dx - x * dy) <= kCoverageTolerance_m) {
                along.emplace_back(at, ends[i]);
            }
            return false;
        });
        if (!along.empty()) {
            std::sort(along.begin(), along.end());
            for (const auto& [at, vertex] : along) {
                found[edge].push_back(vertex);
            }
        }
    }
    return found;
}

void insert_vertices(std::vector<std::uint32_t>& ring, const VerticesOnEdges& on_edges)
{
    std::vector<std::uint32_t> whole;
    for_each_edge(ring, [&](std::uint32_t a, std::uint32_t b) {
        whole.push_back(a);
        const auto found = on_edges.find(edge_key(a, b));
        if (found != on_edges.end()) {
            const auto& between = found->second;
            a < b ? whole.insert(whole.end(), between.begin(), between.end())
                  : whole.insert(whole.end(), between.rbegin(), between.rend());
        }
    });
    ring = std::move(whole);
}

/// Every vertex numbered by itself, in order.
PolygonCoverage unjoined(std::span<const ProjectedMultiPolygon> areas)
{
    PolygonCoverage coverage;
    const auto add = [&coverage](const Ring<ProjectedPoint>& ring, bool is_exterior) {
        CoverageRing numbered{{}, is_exterior};
        numbered.vertices.reserve(ring.size());
        for (const ProjectedPoint& point : ring) {
            numbered.vertices.push_back(static_cast<std::uint32_t>(coverage.vertices.size()));
            coverage.vertices.push_back(point);
        }
        coverage.rings.push_back(std::move(numbered));
    };
    coverage.first_ring.push_back(0);
    for (const ProjectedMultiPolygon& area : areas) {
        for (const auto& polygon : area) {
            add(polygon.exterior, true);
            for (const auto& hole : polygon.holes) {
                add(hole, false);
            }
        }
        coverage.first_ring.push_back(coverage.rings.size());
    }
    return coverage;
}

/// Gives the rings the least vertex of each set, numbered anew without gaps.
void join_vertices(PolygonCoverage& coverage)
{
    JoinedSets sets = joined_points(coverage.vertices);
    std::vector<std::uint32_t> number(coverage.vertices.size());
    std::vector<ProjectedPoint> kept;
    for (std::uint32_t i = 0; i < number.size(); ++i) {
        const std::uint32_t least = sets.least_of(i);
        if (least == i) {
            number[i] = static_cast<std::uint32_t>(kept.size());
            kept.push_back(coverage.vertices[i]);
        } else {
            number[i] = number[least];
        }
    }
    kept.shrink_to_fit();
    coverage.vertices = std::move(kept);
    for (CoverageRing& ring : coverage.rings) {
        for (std::uint32_t& vertex : ring.vertices) {
            vertex = number[vertex];
        }
        drop_repeated(ring.vertices);
    }
}

void drop_small_rings(PolygonCoverage& coverage)
{
    std::vector<CoverageRing> kept;
    std::vector<std::size_t> first_ring{0};
    for (std::size_t area = 0; area < coverage.size(); ++area) {
        for (std::size_t i = coverage.first_ring[area]; i < coverage.first_ring[area + 1]; ++i) {
            if (coverage.rings[i].vertices.size() >= 3) {
                kept.push_back(std::move(coverage.rings[i]));
            }
        }
        first_ring.push_back(kept.size());
    }
    coverage.rings = std::move(kept);
    coverage.first_ring = std::move(first_ring);
}

}  // namespace

PolygonCoverage polygon_coverage(std::span<const ProjectedMultiPolygon> areas)
{
    PolygonCoverage coverage = unjoined(areas);
    join_vertices(coverage);
    const auto on_edges = vertices_on(single_edges(coverage.rings), coverage.vertices);
    if (!on_edges.empty()) {
        for (CoverageRing& ring : coverage.rings) {
            insert_vertices(ring.vertices, on_edges);
        }
    }
    drop_small_rings(coverage);
    return coverage;
}

}  // namespace heatward::vector_tile

#include "heatward/vector_tile/coverage_significance.hpp"

#include <algorithm>
#include <limits>
#include <queue>
#include <unordered_map>
#include <utility>

#include "point_tree.hpp"

namespace heatward::vector_tile {
namespace {

/// Which vertices each is joined to by an edge of any ring, each once.
class Neighbours {
public:
    Neighbours(std::size_t vertices, std::span<const CoverageRing> rings) : m_first(vertices + 1, 0)
    {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
        for (const CoverageRing& ring : rings) {
            for (std::size_t i = 0; i < ring.vertices.size(); ++i) {
                const std::uint32_t a = ring.vertices[i];
                const std::uint32_t b = ring.vertices[i + 1 == ring.vertices.size() ? 0 : i + 1];
                pairs.emplace_back(a, b);
                pairs.emplace_back(b, a);
            }
        }
        std::sort(pairs.begin(), pairs.end());
        pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
        m_joined.reserve(pairs.size());
        for (const auto& [from, to] : pairs) {
            ++m_first[from + 1];
            m_joined.push_back(to);
        }
        for (std::size_t i = 0; i < vertices; ++i) {
            m_first[i + 1] += m_first[i];
        }
    }

    [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t vertex) const
    {
        return std::span(m_joined).subspan(m_first[vertex], m_first[vertex + 1] - m_first[vertex]);
    }

    /// Whether the vertex is inside a border and not where borders meet.
    [[nodiscard]] bool is_inner(std::uint32_t vertex) const { return of(vertex).size() == 2; }

    [[nodiscard]] bool are_joined(std::uint32_t a, std::uint32_t b) const
    {
        const auto of_a = of(a);
        return std::find(of_a.begin(), of_a.end(), b) != of_a.end();
    }

    /// Joins the two neighbours of an inner vertex to each other in its stead.
    void remove(std::uint32_t vertex)
    {
        const std::uint32_t a = of(vertex)[0];
        const std::uint32_t b = of(vertex)[1];
        replace(a, vertex, b);
        replace(b, vertex, a);
    }

private:
    void replace(std::uint32_t vertex, std::uint32_t before, std::uint32_t after)
    {
        const auto first = m_joined.begin() + static_cast<std::ptrdiff_t>(m_first[vertex]);
        const auto last = m_joined.begin() + static_cast<std::ptrdiff_t>(m_first[vertex + 1]);
        *std::find(first, last, before) = after;
    }

    std::vector<std::size_t> m_first;
    std::vector<std::uint32_t> m_joined;
};

bool is_in_triangle(const LatticePoint& p, const LatticePoint& a, const LatticePoint& b,
                    const LatticePoint& c)
{
    const WideInteger ab = doubled_area(a, b, p);
    const WideInteger bc = doubled_area(b, c, p);
    const WideInteger ca = doubled_area(c, a, p);
    const bool has_left = ab < 0 || bc < 0 || ca < 0;
    const bool has_right = ab > 0 || bc > 0 || ca > 0;
    return !(has_left && has_right);
}

std::vector<PointTree::Place> as_places(std::span<const LatticePoint> vertices)
{
    std::vector<PointTree::Place> places;
    places.reserve(vertices.size());
    for (const LatticePoint& vertex : vertices) {
        // Exact: a double holds every whole number of the lattice.
        places.push_back({static_cast<double>(vertex.x), static_cast<double>(vertex.y)});
    }
    return places;
}

/// Takes vertices out one by one, the least triangle first.
class Simplification {
public:
    Simplification(std::span<const LatticePoint> vertices, std::span<const CoverageRing> rings)
        : m_vertices(vertices),
          m_neighbours(vertices.size(), rings),
          m_tree(as_places(vertices)),
          m_version(vertices.size(), 0),
          m_significance(vertices.size(), std::numeric_limits<float>::infinity())
    {
    }

    std::vector<float> run()
    {
        for (std::uint32_t vertex = 0; vertex < m_vertices.size(); ++vertex) {
            if (m_neighbours.of(vertex).empty()) {
                m_tree.remove(vertex);
            } else {
                offer(vertex);
            }
        }
        while (!m_queue.empty()) {
            const Candidate candidate = m_queue.top();
            m_queue.pop();
            if (candidate.version == m_version[candidate.vertex] && is_free(candidate.vertex)) {
                m_reached = std::max(m_reached, candidate.area);
                remove(candidate.vertex);
            }
        }
        return std::move(m_significance);
    }

private:
    struct Candidate {
        float area;
        std::uint32_t vertex;
        std::uint32_t version;

        friend bool operator<(const Candidate& a, const Candidate& b)
        {
            return a.area != b.area ? a.area > b.area : a.vertex > b.vertex;
        }
    };

    /// Queues an inner vertex with its triangle as it is now.
    void offer(std::uint32_t vertex)
    {
        if (!m_neighbours.is_inner(vertex)) {
            return;
        }
        const auto around = m_neighbours.of(vertex);
        const WideInteger doubled =
            doubled_area(m_vertices[around[0]], m_vertices[vertex], m_vertices[around[1]]);
        const float area = static_cast<float>(doubled < 0 ? -doubled : doubled) / 2;
        m_queue.push({area, vertex, ++m_version[vertex]});
    }

    /// Whether borders stay apart without the vertex; else it waits for the one in its way.
    bool is_free(std::uint32_t vertex)
    {
        const std::uint32_t a = m_neighbours.of(vertex)[0];
        const std::uint32_t b = m_neighbours.of(vertex)[1];
        if (m_neighbours.are_joined(a, b)) {
            return false;
        }
        Extent box;
        for (const std::uint32_t corner : {vertex, a, b}) {
            box.include(static_cast<double>(m_vertices[corner].x),
                        static_cast<double>(m_vertices[corner].y));
        }
        return !m_tree.any_within(box, [&](std::uint32_t other) {
            if (other == vertex || other == a || other == b ||
                !is_in_triangle(m_vertices[other], m_vertices[vertex], m_vertices[a],
                                m_vertices[b])) {
                return false;
            }
            m_waiting[other].push_back(vertex);
            return true;
        });
    }

    void remove(std::uint32_t vertex)
    {
        const std::uint32_t a = m_neighbours.of(vertex)[0];
        const std::uint32_t b = m_neighbours.of(vertex)[1];
        m_significance[vertex] = m_reached;
        ++m_version[vertex];
        m_neighbours.remove(vertex);
        m_tree.remove(vertex);
        offer(a);
        offer(b);
        const auto waiting = m_waiting.find(vertex);
        if (waiting != m_waiting.end()) {
            for (const std::uint32_t other : waiting->second) {
                if (m_significance[other] == std::numeric_limits<float>::infinity()) {
                    offer(other);
                }
            }
            m_waiting.erase(waiting);
        }
    }

    std::span<const LatticePoint> m_vertices;
    Neighbours m_neighbours;
    PointTree m_tree;
    std::priority_queue<Candidate> m_queue;
    std::vector<std::uint32_t> m_version;
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> m_waiting;
    std::vector<float> m_significance;
    float m_reached = 0;
};

}  // namespace

std::vector<float> coverage_significance(std::span<const LatticePoint> vertices,
                                         std::span<const CoverageRing> rings)
{
    return Simplification(vertices, rings).run();
}

}  // namespace heatward::vector_tile

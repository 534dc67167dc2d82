#include "ring_assembly.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>

namespace heatward::vector_tile {
namespace {

using Edge = std::pair<TilePoint, TilePoint>;

bool is_before(const TilePoint& a, const TilePoint& b)
{
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

std::int64_t cross(const TilePoint& a, const TilePoint& b)
{
    return std::int64_t{a.x} * b.y - std::int64_t{a.y} * b.x;
}

TilePoint difference(const TilePoint& a, const TilePoint& b) { return {a.x - b.x, a.y - b.y}; }

/// What is left of the edges when opposite ones cancel each other, in order of their starts.
std::vector<Edge> uncancelled(const std::vector<Edge>& edges)
{
    const auto lower_first = [](const Edge& edge) {
        return is_before(edge.second, edge.first) ? Edge{edge.second, edge.first} : edge;
    };
    std::vector<std::pair<Edge, int>> runs;
    runs.reserve(edges.size());
    for (const Edge& edge : edges) {
        runs.emplace_back(lower_first(edge), is_before(edge.second, edge.first) ? -1 : 1);
    }
    const auto edge_is_before = [](const Edge& a, const Edge& b) {
        return a.first == b.first ? is_before(a.second, b.second) : is_before(a.first, b.first);
    };
    std::sort(runs.begin(), runs.end(),
              [&](const auto& a, const auto& b) { return edge_is_before(a.first, b.first); });
    std::vector<Edge> left;
    left.reserve(edges.size());
    for (std::size_t i = 0; i < runs.size();) {
        const Edge edge = runs[i].first;
        int balance = 0;
        for (; i < runs.size() && runs[i].first == edge; ++i) {
            balance += runs[i].second;
        }
        for (; balance > 0; --balance) {
            left.push_back(edge);
        }
        for (; balance < 0; ++balance) {
            left.emplace_back(edge.second, edge.first);
        }
    }
    std::sort(left.begin(), left.end(), edge_is_before);
    return left;
}

/// Walks along edges so that the inside stays on one hand, and parts the walk at every point that
/// it comes to again.
class RingWalk {
public:
    explicit RingWalk(std::vector<Edge> edges)
        : m_edges(std::move(edges)), m_is_used(m_edges.size(), false)
    {
        for (std::size_t i = 0; i < m_edges.size(); ++i) {
            if (i == 0 || m_edges[i].first != m_edges[i - 1].first) {
                m_starts.push_back(m_edges[i].first);
                m_first_edge.push_back(i);
            }
        }
        m_first_edge.push_back(m_edges.size());
        m_place_on_path.resize(m_starts.size());
    }

    std::vector<TileRing> rings()
    {
        for (std::size_t i = 0; i < m_edges.size(); ++i) {
            if (!m_is_used[i]) {
                walk_from(i);
            }
        }
        return std::move(m_rings);
    }

private:
    void walk_from(std::size_t edge)
    {
        m_path.clear();
        push(number_of(m_edges[edge].first));
        while (true) {
            m_is_used[edge] = true;
            const std::size_t reached = number_of(m_edges[edge].second);
            if (m_place_on_path[reached]) {
                take_loop(*m_place_on_path[reached]);
                if (m_path.size() == 1) {
                    m_place_on_path[reached].reset();
                    return;
                }
            } else {
                push(reached);
            }
            edge = next_edge(edge, reached);
        }
    }

    void push(std::size_t point)
    {
        m_place_on_path[point] = m_path.size();
        m_path.push_back(point);
    }

    /// Makes a ring of the path from `place` on, where it came back to, and goes back there.
    void take_loop(std::size_t place)
    {
        TileRing ring;
        for (std::size_t i = place; i < m_path.size(); ++i) {
            ring.push_back(m_starts[m_path[i]]);
            if (i > place) {
                m_place_on_path[m_path[i]].reset();
            }
        }
        m_path.resize(place + 1);
        if (doubled_area(ring) != 0) {
            m_rings.push_back(std::move(ring));
        }
    }

    /// The start's number: every edge ends where another starts.
    [[nodiscard]] std::size_t number_of(const TilePoint& point) const
    {
        return static_cast<std::size_t>(
            std::lower_bound(m_starts.begin(), m_starts.end(), point, is_before) -
            m_starts.begin());
    }

    /// The first unused edge out of `point`, turning from where `edge` came through the inside.
    [[nodiscard]] std::size_t next_edge(std::size_t edge, std::size_t point) const
    {
        const TilePoint back = difference(m_edges[edge].first, m_edges[edge].second);
        std::optional<std::size_t> best;
        for (std::size_t i = m_first_edge[point]; i < m_first_edge[point + 1]; ++i) {
            if (!m_is_used[i] && (!best || turns_sooner(back, direction(i), direction(*best)))) {
                best = i;
            }
        }
        return best.value();
    }

    [[nodiscard]] TilePoint direction(std::size_t edge) const
    {
        return difference(m_edges[edge].second, m_edges[edge].first);
    }

    /// Whether the turn from `back` against the rings' sense meets `a` before `b`.
    [[nodiscard]] static bool turns_sooner(const TilePoint& back, const TilePoint& a,
                                           const TilePoint& b)
    {
        // 0 for up to a half-turn, 1 for it, 2 beyond, 3 where it leads back the way it came.
        const auto quarter = [&back](const TilePoint& d) {
            const std::int64_t side = cross(back, d);
            if (side != 0) {
                return side < 0 ? 0 : 2;
            }
            return std::int64_t{back.x} * d.x + std::int64_t{back.y} * d.y < 0 ? 1 : 3;
        };
        const int quarter_a = quarter(a);
        const int quarter_b = quarter(b);
        return quarter_a != quarter_b ? quarter_a < quarter_b : cross(a, b) < 0;
    }

    std::vector<Edge> m_edges;
    std::vector<bool> m_is_used;
    std::vector<TilePoint> m_starts;
    std::vector<std::size_t> m_first_edge;  ///< one a start, and the end
    std::vector<std::size_t> m_path;        ///< numbers of starts
    std::vector<std::optional<std::size_t>> m_place_on_path;
    std::vector<TileRing> m_rings;
};

/// Above 0 inside, 0 on the outline.
int side_of(const TilePoint& point, const TileRing& ring)
{
    bool is_inside = false;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const TilePoint& a = ring[i];
        const TilePoint& b = ring[i + 1 == ring.size() ? 0 : i + 1];
        const std::int64_t side = cross(difference(b, a), difference(point, a));
        if (side == 0 && std::min(a.x, b.x) <= point.x && point.x <= std::max(a.x, b.x) &&
            std::min(a.y, b.y) <= point.y && point.y <= std::max(a.y, b.y)) {
            return 0;
        }
        if ((a.y > point.y) != (b.y > point.y) && (side > 0) == (b.y > a.y)) {
            is_inside = !is_inside;
        }
    }
    return is_inside ? 1 : -1;
}

/// Rings that touch in single points at most: any other point decides.
bool holds(const TileRing& exterior, const TileRing& hole)
{
    for (const TilePoint& point : hole) {
        const int side = side_of(point, exterior);
        if (side != 0) {
            return side > 0;
        }
    }
    return false;
}

}  // namespace

void RingAssembly::add(const TileRing& ring)
{
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const TilePoint& to = ring[i + 1 == ring.size() ? 0 : i + 1];
        if (ring[i] != to) {
            m_edges.emplace_back(ring[i], to);
        }
    }
}

std::vector<TilePolygon> RingAssembly::polygons()
{
    std::vector<TilePolygon> polygons;
    std::vector<TileRing> holes;
    for (TileRing& ring : RingWalk(uncancelled(std::exchange(m_edges, {}))).rings()) {
        if (doubled_area(ring) > 0) {
            polygons.push_back({std::move(ring), {}});
        } else {
            holes.push_back(std::move(ring));
        }
    }
    for (TileRing& hole : holes) {
        TilePolygon* smallest = nullptr;
        for (TilePolygon& polygon : polygons) {
            if (holds(polygon.exterior, hole) &&
                (smallest == nullptr ||
                 doubled_area(polygon.exterior) < doubled_area(smallest->exterior))) {
                smallest = &polygon;
            }
        }
        if (smallest != nullptr) {
            smallest->holes.push_back(std::move(hole));
        }
    }
    return polygons;
}

}  // namespace heatward::vector_tile

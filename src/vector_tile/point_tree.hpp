#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "heatward/core/extent.hpp"

namespace heatward::vector_tile {

/// Points that can be found by rectangle and taken out one by one: a packed tree over their
/// order along the Z curve (Morton 1966).
class PointTree {
public:
    struct Place {
        double x = 0;
        double y = 0;
    };

    explicit PointTree(std::span<const Place> places);

    /// `point` must be in the tree.
    void remove(std::uint32_t point);

    /// Calls `visit(point)` for the points within or on the box until it answers true, and
    /// says whether it did.
    template <class Visitor>
    bool any_within(const Extent& box, const Visitor& visit) const
    {
        return !m_nodes.empty() && any_below(0, box, visit);
    }

private:
    static constexpr std::size_t kLeafSize = 8;

    struct Node {
        Extent box;
        std::uint32_t count = 0;  ///< points still there
    };

    template <class Visitor>
    bool any_below(std::size_t node, const Extent& box, const Visitor& visit) const
    {
        if (m_nodes[node].count == 0 || !m_nodes[node].box.intersects(box)) {
            return false;
        }
        if (node < m_first_leaf) {
            return any_below(2 * node + 1, box, visit) || any_below(2 * node + 2, box, visit);
        }
        const std::size_t first = (node - m_first_leaf) * kLeafSize;
        for (std::size_t i = first; i < std::min(first + kLeafSize, m_order.size()); ++i) {
            const Place& place = m_places[i];
            if (m_is_there[i] && box.contains(place.x, place.y) && visit(m_order[i])) {
                return true;
            }
        }
        return false;
    }

    std::vector<std::uint32_t> m_order;  ///< points along the curve
    std::vector<std::uint32_t> m_rank;   ///< where each point stands in m_order
    std::vector<Place> m_places;         ///< as m_order
    std::vector<bool> m_is_there;        ///< as m_order
    std::vector<Node> m_nodes;           ///< a heap: children of i are 2i + 1 and 2i + 2
    std::size_t m_first_leaf = 0;
};

}  // namespace heatward::vector_tile

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "heatward/density/incident_places.hpp"

namespace heatward::density {

/// A k-d tree (Bentley 1975, Communications of the ACM 18: 509-517) over places, laid out in one
/// array of indices: the middle of a range splits it along x and y in turn. Immutable,
/// safe to share between threads; the places outlive it.
class PlaceTree {
public:
    explicit PlaceTree(const IncidentPlaces& places);

    /// Squared distance to the nearest other place in m²; infinity where there is none.
    [[nodiscard]] double nearest_distance2(std::size_t place) const;

    /// Calls `visit(j, distance²)` for every other place whose squared distance is at most
    /// `reach2_m2`, in an order that depends on the places alone.
    template <class Visitor>
    void for_each_within(std::size_t place, double reach2_m2, Visitor&& visit) const
    {
        walk({0, m_order.size(), true}, place, reach2_m2, [&](std::size_t j, double distance2) {
            if (distance2 <= reach2_m2) {
                visit(j, distance2);
            }
        });
    }

private:
    static constexpr std::size_t kLeafPlaces = 8;

    struct Node {
        std::size_t first;
        std::size_t last;
        bool along_x;

        [[nodiscard]] std::size_t middle() const { return first + (last - first) / 2; }
        [[nodiscard]] Node lower() const { return {first, middle(), !along_x}; }
        [[nodiscard]] Node upper() const { return {middle() + 1, last, !along_x}; }
    };

    [[nodiscard]] const std::vector<double>& axis(bool along_x) const
    {
        return along_x ? m_places.x_m : m_places.y_m;
    }

    void split(const Node& node);

    template <class Visitor>
    void meet(std::size_t entry, std::size_t place, Visitor&& visit) const
    {
        const std::uint32_t other = m_order[entry];
        if (other != place) {
            const double dx = m_places.x_m[other] - m_places.x_m[place];
            const double dy = m_places.y_m[other] - m_places.y_m[place];
            visit(std::size_t{other}, dx * dx + dy * dy);
        }
    }

    /// Visits all that may lie within a reach, which `visit` may shorten as it goes.
    template <class Visitor>
    void walk(const Node& node, std::size_t place, const double& reach2_m2, Visitor&& visit) const
    {
        if (node.last - node.first <= kLeafPlaces) {
            for (std::size_t entry = node.first; entry < node.last; ++entry) {
                meet(entry, place, visit);
            }
            return;
        }
        const std::vector<double>& value = axis(node.along_x);
        const double beyond = value[place] - value[m_order[node.middle()]];
        meet(node.middle(), place, visit);
        walk(beyond < 0 ? node.lower() : node.upper(), place, reach2_m2, visit);
        if (beyond * beyond <= reach2_m2) {
            walk(beyond < 0 ? node.upper() : node.lower(), place, reach2_m2, visit);
        }
    }

    const IncidentPlaces& m_places;
    std::vector<std::uint32_t> m_order;
};

}  // namespace heatward::density

#include "place_tree.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace heatward::density {

PlaceTree::PlaceTree(const IncidentPlaces& places) : m_places(places), m_order(places.size())
{
    std::iota(m_order.begin(), m_order.end(), std::uint32_t{0});
    split({0, m_order.size(), true});
}

void PlaceTree::split(const Node& node)
{
    if (node.last - node.first <= kLeafPlaces) {
        return;
    }
    const std::vector<double>& value = axis(node.along_x);
    const auto at = [&](std::size_t i) { return m_order.begin() + static_cast<std::ptrdiff_t>(i); };
    std::nth_element(at(node.first), at(node.middle()), at(node.last),
                     [&](std::uint32_t a, std::uint32_t b) {
                         return value[a] != value[b] ? value[a] < value[b] : a < b;
                     });
    split(node.lower());
    split(node.upper());
}

double PlaceTree::nearest_distance2(std::size_t place) const
{
    double nearest2 = std::numeric_limits<double>::infinity();
    walk({0, m_order.size(), true}, place, nearest2,
         [&](std::size_t, double distance2) { nearest2 = std::min(nearest2, distance2); });
    return nearest2;
}

}  // namespace heatward::density

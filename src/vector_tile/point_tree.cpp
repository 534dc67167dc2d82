#include "point_tree.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace heatward::vector_tile {
namespace {

constexpr std::uint64_t kCurveCells = (std::uint64_t{1} << 31U) - 1;

/// The number's bits with a nought before each.
std::uint64_t spread(std::uint64_t bits)
{
    bits = (bits | (bits << 16U)) & 0x0000FFFF0000FFFFU;
    bits = (bits | (bits << 8U)) & 0x00FF00FF00FF00FFU;
    bits = (bits | (bits << 4U)) & 0x0F0F0F0F0F0F0F0FU;
    bits = (bits | (bits << 2U)) & 0x3333333333333333U;
    return (bits | (bits << 1U)) & 0x5555555555555555U;
}

std::uint64_t curve_position(const PointTree::Place& place, const Extent& extent)
{
    const double side = std::max({extent.width(), extent.height(), 1e-9});
    const auto cell = [side](double offset) {
        return static_cast<std::uint64_t>(offset / side * static_cast<double>(kCurveCells));
    };
    return spread(cell(place.x - extent.min_x)) | (spread(cell(place.y - extent.min_y)) << 1U);
}

}  // namespace

PointTree::PointTree(std::span<const Place> places)
    : m_order(places.size()), m_rank(places.size()), m_is_there(places.size(), true)
{
    if (places.empty()) {
        return;
    }
    Extent extent;
    for (const Place& place : places) {
        extent.include(place.x, place.y);
    }
    std::vector<std::uint64_t> positions;
    positions.reserve(places.size());
    for (const Place& place : places) {
        positions.push_back(curve_position(place, extent));
    }
    std::iota(m_order.begin(), m_order.end(), 0U);
    std::sort(m_order.begin(), m_order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return positions[a] != positions[b] ? positions[a] < positions[b] : a < b;
    });
    const std::size_t leaves = std::bit_ceil((places.size() + kLeafSize - 1) / kLeafSize);
    m_first_leaf = leaves - 1;
    m_nodes.resize(2 * leaves - 1);
    m_places.reserve(places.size());
    for (std::size_t i = 0; i < m_order.size(); ++i) {
        m_rank[m_order[i]] = static_cast<std::uint32_t>(i);
        m_places.push_back(places[m_order[i]]);
        Node& leaf = m_nodes[m_first_leaf + i / kLeafSize];
        leaf.box.include(m_places[i].x, m_places[i].y);
        ++leaf.count;
    }
    for (std::size_t node = m_first_leaf; node-- > 0;) {
        for (const std::size_t child : {2 * node + 1, 2 * node + 2}) {
            m_nodes[node].box.include(m_nodes[child].box);
            m_nodes[node].count += m_nodes[child].count;
        }
    }
}

void PointTree::remove(std::uint32_t point)
{
    const std::size_t rank = m_rank[point];
    m_is_there[rank] = false;
    std::size_t node = m_first_leaf + rank / kLeafSize;
    --m_nodes[node].count;
    while (node > 0) {
        node = (node - 1) / 2;
        --m_nodes[node].count;
    }
}

}  // namespace heatward::vector_tile

#include "heatward/stats/area_locator.hpp"

#include <algorithm>
#include <cmath>

namespace heatward::stats {
namespace {

constexpr double kMaxSide = 512;

std::size_t bucket_of(double offset, double length, std::size_t side)
{
    const double bucket = std::floor(offset / length * static_cast<double>(side));
    // A length of 0 gives NaN, which belongs in the first bucket.
    return bucket > 0 ? static_cast<std::size_t>(std::min(bucket, static_cast<double>(side - 1)))
                      : 0;
}

}  // namespace

AreaLocator::AreaLocator(std::span<const ProjectedMultiPolygon> areas)
{
    m_areas.reserve(areas.size());
    for (const auto& area : areas) {
        m_areas.emplace_back(area);
        m_extent.include(m_areas.back().extent());
    }
    m_side = static_cast<std::size_t>(
        std::clamp(std::ceil(2 * std::sqrt(static_cast<double>(areas.size()))), 1.0, kMaxSide));
    m_first.assign(m_side * m_side + 1, 0);
    const auto for_each_bucket = [&](const WindingIndex& area, auto&& visit) {
        const Extent& extent = area.extent();
        if (extent.is_empty()) {
            return;
        }
        for (std::size_t row = row_of(extent.min_y); row <= row_of(extent.max_y); ++row) {
            for (std::size_t column = column_of(extent.min_x); column <= column_of(extent.max_x);
                 ++column) {
                visit(row * m_side + column);
            }
        }
    };
    for (const auto& area : m_areas) {
        for_each_bucket(area, [&](std::size_t bucket) { ++m_first[bucket + 1]; });
    }
    for (std::size_t bucket = 0; bucket + 1 < m_first.size(); ++bucket) {
        m_first[bucket + 1] += m_first[bucket];
    }
    m_entries.resize(m_first.back());
    std::vector<std::size_t> next(m_first.begin(), m_first.end() - 1);
    for (std::size_t i = 0; i < m_areas.size(); ++i) {
        for_each_bucket(m_areas[i], [&](std::size_t bucket) {
            m_entries[next[bucket]++] = static_cast<std::uint32_t>(i);
        });
    }
}

std::size_t AreaLocator::column_of(double x) const
{
    return bucket_of(x - m_extent.min_x, m_extent.width(), m_side);
}

std::size_t AreaLocator::row_of(double y) const
{
    return bucket_of(y - m_extent.min_y, m_extent.height(), m_side);
}

std::span<const std::uint32_t> AreaLocator::candidates(const ProjectedPoint& point) const
{
    if (!m_extent.contains(point.x, point.y)) {
        return {};
    }
    const std::size_t bucket = row_of(point.y) * m_side + column_of(point.x);
    return {m_entries.data() + m_first[bucket], m_first[bucket + 1] - m_first[bucket]};
}

std::optional<std::size_t> AreaLocator::find(const ProjectedPoint& point) const
{
    for (const std::uint32_t i : candidates(point)) {
        if (m_areas[i].contains(point)) {
            return i;
        }
    }
    return std::nullopt;
}

std::vector<std::size_t> AreaLocator::find_all(const ProjectedPoint& point) const
{
    std::vector<std::size_t> found;
    for (const std::uint32_t i : candidates(point)) {
        if (m_areas[i].contains(point)) {
            found.push_back(i);
        }
    }
    return found;
}

}  // namespace heatward::stats

#include "heatward/density/point_index.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "heatward/core/error.hpp"
#include "heatward/density/kernel_shape.hpp"

namespace heatward::density {
namespace {

/// Above rounding: a point too many costs a look, one too few would make a cell depend on
/// the window it is drawn in.
constexpr double kReachSlack = 1 + 1e-6;

template <class T>
std::size_t bytes_of(const std::vector<T>& values)
{
    return values.capacity() * sizeof(T);
}

bool lies_within(const Extent& inner, const Extent& outer)
{
    return inner.min_x >= outer.min_x && inner.max_x <= outer.max_x && inner.min_y >= outer.min_y &&
           inner.max_y <= outer.max_y;
}

}  // namespace

PointIndex::PointIndex(KernelPoints points) : PointIndex(std::move(points), {})
{
    m_bounds.include(m_points);
}

PointIndex::PointIndex(KernelPoints points, const PointBounds& whole)
    : m_points(std::move(points)),
      m_support(support_in_bandwidths(m_points.kernel) * kReachSlack),
      m_bounds(whole)
{
    const std::size_t n = m_points.size();
    if (n >= std::numeric_limits<std::uint32_t>::max()) {
        throw DataError("a density takes at most 4294967294 points");
    }
    m_runs.resize((n + kRun - 1) / kRun);
    for (std::size_t r = 0; r < m_runs.size(); ++r) {
        Run run;
        for (std::size_t i = r * kRun; i < std::min(n, (r + 1) * kRun); ++i) {
            run.places.include(m_points.x[i], m_points.y[i]);
            run.radius_x = std::max(run.radius_x, m_points.radius_x[i]);
            run.radius_y = std::max(run.radius_y, m_points.radius_y[i]);
        }
        m_runs[r] = run;
    }
}

void PointIndex::gather(const Extent& extent, std::vector<std::uint32_t>& found) const
{
    found.clear();
    const auto reaches = [&](const Extent& places, double radius_x, double radius_y) {
        const double reach_x = radius_x * m_support;
        const double reach_y = radius_y * m_support;
        return places.max_x + reach_x >= extent.min_x && places.min_x - reach_x <= extent.max_x &&
               places.max_y + reach_y >= extent.min_y && places.min_y - reach_y <= extent.max_y;
    };
    for (std::size_t r = 0; r < m_runs.size(); ++r) {
        if (!reaches(m_runs[r].places, m_runs[r].radius_x, m_runs[r].radius_y)) {
            continue;
        }
        for (std::size_t i = r * kRun; i < std::min(m_points.size(), (r + 1) * kRun); ++i) {
            const double x = m_points.x[i];
            const double y = m_points.y[i];
            if (reaches({x, y, x, y}, m_points.radius_x[i], m_points.radius_y[i])) {
                found.push_back(static_cast<std::uint32_t>(i));
            }
        }
    }
}

void PointIndex::places_in(const Extent& extent, std::vector<std::uint32_t>& found) const
{
    found.clear();
    std::size_t most = 0;
    for (const Run& run : m_runs) {
        most += run.places.intersects(extent) ? kRun : 0;
    }
    found.reserve(most);
    for (std::size_t r = 0; r < m_runs.size(); ++r) {
        if (!m_runs[r].places.intersects(extent)) {
            continue;
        }
        const std::size_t end = std::min(m_points.size(), (r + 1) * kRun);
        std::size_t count = found.size();
        found.resize(count + kRun);
        const bool all = lies_within(m_runs[r].places, extent);
        for (std::size_t i = r * kRun; i < end; ++i) {
            found[count] = static_cast<std::uint32_t>(i);
            count += all || extent.contains(m_points.x[i], m_points.y[i]) ? 1U : 0U;
        }
        found.resize(count);
    }
}

Extent PointIndex::places_within(const Extent& extent) const
{
    Extent places;
    for (const Run& run : m_runs) {
        if (run.places.intersects(extent)) {
            places.include(run.places);
        }
    }
    return {std::max(places.min_x, extent.min_x), std::max(places.min_y, extent.min_y),
            std::min(places.max_x, extent.max_x), std::min(places.max_y, extent.max_y)};
}

KernelPoints spatially_sorted(const KernelPoints& points)
{
    constexpr double kPointsACell = 16;
    Extent extent;
    for (std::size_t i = 0; i < points.size(); ++i) {
        extent.include(points.x[i], points.y[i]);
    }
    const double side = std::max(1.0, std::sqrt(static_cast<double>(points.size()) / kPointsACell));
    const auto cell = [&](double offset, double length) {
        return length > 0 ? std::min(std::floor(offset / length * side), side - 1) : 0.0;
    };
    std::vector<std::pair<double, std::uint32_t>> order;
    order.reserve(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        order.emplace_back(std::ceil(side) * cell(points.y[i] - extent.min_y, extent.height()) +
                               cell(points.x[i] - extent.min_x, extent.width()),
                           static_cast<std::uint32_t>(i));
    }
    std::sort(order.begin(), order.end());
    std::vector<std::uint32_t> rows;
    rows.reserve(order.size());
    for (const auto& [key, row] : order) {
        rows.push_back(row);
    }
    return points_of_rows(points, rows);
}

std::size_t PointIndex::memory_bytes() const
{
    return sizeof(*this) + bytes_of(m_points.x) + bytes_of(m_points.y) +
           bytes_of(m_points.radius_x) + bytes_of(m_points.radius_y) +
           bytes_of(m_points.amplitude) + bytes_of(m_points.incidents) + bytes_of(m_runs);
}

}  // namespace heatward::density

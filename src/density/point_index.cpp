#include "heatward/density/point_index.hpp"

#include <algorithm>
#include <bit>
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

std::size_t bucket_of(double offset, double buckets_per_unit, std::size_t buckets)
{
    const double bucket = std::floor(offset * buckets_per_unit);
    return static_cast<std::size_t>(std::clamp(bucket, 0.0, static_cast<double>(buckets - 1)));
}

double largest(const std::vector<double>& values)
{
    return values.empty() ? 0 : *std::max_element(values.begin(), values.end());
}

std::size_t buckets_along(double length, double reach, double at_most)
{
    const double wanted = reach > 0 ? std::ceil(length / (reach / 2)) : 1;
    return static_cast<std::size_t>(std::clamp(wanted, 1.0, at_most));
}

template <class T>
std::size_t bytes_of(const std::vector<T>& values)
{
    return values.capacity() * sizeof(T);
}

}  // namespace

PointIndex::PointIndex(KernelPoints points)
    : m_points(std::move(points)),
      m_support(support_in_bandwidths(m_points.kernel) * kReachSlack),
      m_max_reach_x(largest(m_points.radius_x) * m_support),
      m_max_reach_y(largest(m_points.radius_y) * m_support)
{
    const std::size_t n = m_points.size();
    if (n >= std::numeric_limits<std::uint32_t>::max()) {
        throw DataError("a density takes at most 4294967294 points");
    }
    for (std::size_t i = 0; i < n; ++i) {
        m_extent.include(m_points.x[i], m_points.y[i]);
    }
    if (n > 0) {
        const double at_most = std::ceil(std::sqrt(static_cast<double>(n)));
        m_columns = buckets_along(m_extent.width(), m_max_reach_x, at_most);
        m_rows = buckets_along(m_extent.height(), m_max_reach_y, at_most);
        const double width = m_extent.width();
        const double height = m_extent.height();
        m_columns_per_unit = width > 0 ? static_cast<double>(m_columns) / width : 0;
        m_rows_per_unit = height > 0 ? static_cast<double>(m_rows) / height : 0;
    }
    m_first.assign(m_columns * m_rows + 1, 0);
    const auto bucket = [&](std::size_t i) {
        return row_of(m_points.y[i]) * m_columns + column_of(m_points.x[i]);
    };
    for (std::size_t i = 0; i < n; ++i) {
        ++m_first[bucket(i) + 1];
    }
    for (std::size_t b = 0; b + 1 < m_first.size(); ++b) {
        m_first[b + 1] += m_first[b];
    }
    m_entries.resize(n);
    std::vector<std::uint32_t> next(m_first.begin(), m_first.end() - 1);
    for (std::size_t i = 0; i < n; ++i) {
        m_entries[next[bucket(i)]++] = static_cast<std::uint32_t>(i);
    }
}

std::size_t PointIndex::column_of(double x) const
{
    return bucket_of(x - m_extent.min_x, m_columns_per_unit, m_columns);
}

std::size_t PointIndex::row_of(double y) const
{
    return bucket_of(y - m_extent.min_y, m_rows_per_unit, m_rows);
}

void PointIndex::gather(const Extent& extent, std::vector<std::uint32_t>& found) const
{
    found.clear();
    const Extent reached{extent.min_x - m_max_reach_x, extent.min_y - m_max_reach_y,
                         extent.max_x + m_max_reach_x, extent.max_y + m_max_reach_y};
    if (m_points.size() == 0 || !m_extent.intersects(reached)) {
        return;
    }
    const std::size_t first_column = column_of(reached.min_x);
    const std::size_t last_column = column_of(reached.max_x);
    const std::size_t last_row = row_of(reached.max_y);
    for (std::size_t row = row_of(reached.min_y); row <= last_row; ++row) {
        const std::size_t end = m_first[row * m_columns + last_column + 1];
        for (std::size_t e = m_first[row * m_columns + first_column]; e < end; ++e) {
            const std::uint32_t i = m_entries[e];
            const double reach_x = m_points.radius_x[i] * m_support;
            const double reach_y = m_points.radius_y[i] * m_support;
            if (m_points.x[i] + reach_x >= extent.min_x &&
                m_points.x[i] - reach_x <= extent.max_x &&
                m_points.y[i] + reach_y >= extent.min_y &&
                m_points.y[i] - reach_y <= extent.max_y) {
                found.push_back(i);
            }
        }
    }
    order(found);
}

void PointIndex::order(std::vector<std::uint32_t>& found) const
{
    // Reading a bit set over the whole table back costs n/64 steps, less than sorting
    // unless few were found.
    if (found.size() < m_points.size() / 256) {
        std::sort(found.begin(), found.end());
        return;
    }
    std::vector<std::uint64_t> is_found(m_points.size() / 64 + 1);
    for (const std::uint32_t i : found) {
        is_found[i / 64] |= std::uint64_t{1} << (i % 64);
    }
    found.clear();
    for (std::size_t word = 0; word < is_found.size(); ++word) {
        for (std::uint64_t bits = is_found[word]; bits != 0; bits &= bits - 1) {
            found.push_back(static_cast<std::uint32_t>(
                word * 64 + static_cast<unsigned>(std::countr_zero(bits))));
        }
    }
}

std::size_t PointIndex::memory_bytes() const
{
    return sizeof(*this) + bytes_of(m_points.x) + bytes_of(m_points.y) +
           bytes_of(m_points.radius_x) + bytes_of(m_points.radius_y) +
           bytes_of(m_points.amplitude) + bytes_of(m_first) + bytes_of(m_entries);
}

}  // namespace heatward::density

#include "hot_pixels.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace heatward::vector_tile {
namespace {

constexpr std::array<std::int64_t, 4> kSides{kWindowLeast, 0, kExtent, kWindowGreatest};

/// A bound of a stretch of an edge, as share num/den of it with den > 0.
struct Bound {
    WideInteger num;
    WideInteger den;
    bool is_open;
};

/// The stretch of an edge within some limits, between two bounds.
class Stretch {
public:
    /// Keeps what has least ≤ from + share·length < beyond.
    void limit(std::int64_t from, std::int64_t length, std::int64_t least, std::int64_t beyond)
    {
        if (length == 0) {
            m_is_empty = m_is_empty || from < least || from >= beyond;
        } else if (length > 0) {
            raise({least - from, length, false});
            lower({beyond - from, length, true});
        } else {
            raise({from - beyond, -length, true});
            lower({from - least, -length, false});
        }
    }

    [[nodiscard]] bool is_empty() const
    {
        const WideInteger low = m_low.num * m_high.den;
        const WideInteger high = m_high.num * m_low.den;
        return m_is_empty || low > high || (low == high && (m_low.is_open || m_high.is_open));
    }

private:
    void raise(const Bound& bound)
    {
        const WideInteger mine = m_low.num * bound.den;
        const WideInteger other = bound.num * m_low.den;
        if (other > mine || (other == mine && bound.is_open)) {
            m_low = bound;
        }
    }
    void lower(const Bound& bound)
    {
        const WideInteger mine = m_high.num * bound.den;
        const WideInteger other = bound.num * m_high.den;
        if (other < mine || (other == mine && bound.is_open)) {
            m_high = bound;
        }
    }

    Bound m_low{0, 1, false};
    Bound m_high{1, 1, false};
    bool m_is_empty = false;
};

WideInteger floor_divided(WideInteger numerator, WideInteger denominator)
{
    const WideInteger quotient = numerator / denominator;
    return numerator % denominator < 0 ? quotient - 1 : quotient;
}

/// The unit in which the line from `from` to `to` has `across` = `at` (in steps), measured along
/// the other coordinate.
std::int64_t crossing_unit(std::int64_t from_across, std::int64_t from_along,
                           std::int64_t to_across, std::int64_t to_along, std::int64_t at,
                           int shift)
{
    WideInteger length = to_across - from_across;
    WideInteger offset = WideInteger{at - from_across} * (to_along - from_along);
    if (length < 0) {
        length = -length;
        offset = -offset;
    }
    const WideInteger half = (WideInteger{1} << (shift - 1)) + from_along;
    return static_cast<std::int64_t>(floor_divided(offset + half * length, length << shift));
}

/// Whether the smallest box around two pixels misses the window.
bool misses_window(const UnitPoint& a, const UnitPoint& b)
{
    return std::max(a.x, b.x) < kWindowLeast || std::min(a.x, b.x) > kWindowGreatest ||
           std::max(a.y, b.y) < kWindowLeast || std::min(a.y, b.y) > kWindowGreatest;
}

}  // namespace

void HotPixels::add_pixel(const UnitPoint& pixel)
{
    if (!is_in_window(pixel)) {
        return;
    }
    const auto x = static_cast<std::uint64_t>(pixel.x - kWindowLeast);
    const auto y = static_cast<std::uint64_t>(pixel.y - kWindowLeast);
    const std::uint64_t bucket =
        (y >> kBucketShift) * static_cast<std::uint64_t>(kBuckets) + (x >> kBucketShift);
    m_keys.push_back((bucket << 32U) | (x << 16U) | y);
}

void HotPixels::add_crossings(const LatticePoint& from, const LatticePoint& to)
{
    for (const std::int64_t side : kSides) {
        const std::int64_t at = side << m_shift;
        if ((from.x < at) != (to.x < at)) {
            add_pixel({side, crossing_unit(from.x, from.y, to.x, to.y, at, m_shift)});
        }
        if ((from.y < at) != (to.y < at)) {
            add_pixel({crossing_unit(from.y, from.x, to.y, to.x, at, m_shift), side});
        }
    }
}

void HotPixels::add(std::span<const LatticePoint> ring)
{
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const LatticePoint& from = ring[i];
        const LatticePoint& to = ring[i + 1 == ring.size() ? 0 : i + 1];
        const UnitPoint pixel = rounded_unit(from, m_shift);
        add_pixel(pixel);
        if (!misses_window(pixel, rounded_unit(to, m_shift))) {
            add_crossings(from, to);
        }
    }
}

void HotPixels::finish()
{
    std::sort(m_keys.begin(), m_keys.end());
    m_keys.erase(std::unique(m_keys.begin(), m_keys.end()), m_keys.end());
    m_first_of.assign(static_cast<std::size_t>(kBuckets * kBuckets) + 1, 0);
    for (const std::uint64_t key : m_keys) {
        ++m_first_of[(key >> 32U) + 1];
    }
    for (std::size_t i = 1; i < m_first_of.size(); ++i) {
        m_first_of[i] += m_first_of[i - 1];
    }
}

bool HotPixels::passes(const LatticePoint& from, const LatticePoint& to,
                       const UnitPoint& pixel) const
{
    const std::int64_t side = std::int64_t{1} << m_shift;
    const std::int64_t west = (pixel.x << m_shift) - side / 2;
    const std::int64_t north = (pixel.y << m_shift) - side / 2;
    Stretch stretch;
    stretch.limit(from.x, to.x - from.x, west, west + side);
    stretch.limit(from.y, to.y - from.y, north, north + side);
    return !stretch.is_empty();
}

std::array<std::int64_t, 2> HotPixels::bucket_rows(const LatticePoint& from, const LatticePoint& to,
                                                   std::int64_t column) const
{
    // Candidates alone, so doubles do; two units more than the bucket's width make up for them.
    const double unit = std::ldexp(1.0, m_shift);
    double y0 = static_cast<double>(from.y) / unit;
    double y1 = static_cast<double>(to.y) / unit;
    if (from.x != to.x) {
        const double x0 = static_cast<double>(from.x) / unit;
        const double slope = (y1 - y0) / (static_cast<double>(to.x) / unit - x0);
        const auto west = static_cast<double>((column << kBucketShift) + kWindowLeast);
        const double east = west + (1 << kBucketShift) + 1;
        const auto at = [&, start = y0, low = std::min(y0, y1), high = std::max(y0, y1)](double x) {
            return std::clamp(start + (x - x0) * slope, low, high);
        };
        y0 = at(west - 2);
        y1 = at(east + 1);
    }
    const auto row_of = [](double y) {
        const auto least = static_cast<double>(kWindowLeast);
        const double offset =
            std::clamp(y - least, 0.0, static_cast<double>(kWindowGreatest) - least);
        return static_cast<std::int64_t>(offset) >> kBucketShift;
    };
    return {row_of(std::min(y0, y1) - 2), row_of(std::max(y0, y1) + 2)};
}

void HotPixels::append_of_bucket(std::int64_t bucket, const LatticePoint& from,
                                 const LatticePoint& to, std::vector<UnitPoint>& line) const
{
    const UnitPoint a = rounded_unit(from, m_shift);
    const UnitPoint b = rounded_unit(to, m_shift);
    const auto [west, east] = std::minmax(a.x, b.x);
    const auto [north, south] = std::minmax(a.y, b.y);
    const auto number = static_cast<std::size_t>(bucket);
    const auto key_at = [this](std::size_t i) {
        return m_keys.begin() + static_cast<std::ptrdiff_t>(m_first_of[i]);
    };
    const auto last = key_at(number + 1);
    const auto least_x = static_cast<std::uint64_t>(std::max(west, kWindowLeast) - kWindowLeast);
    for (auto key = std::lower_bound(key_at(number), last, (number << 32U) | (least_x << 16U));
         key != last; ++key) {
        const UnitPoint pixel{static_cast<std::int64_t>((*key >> 16U) & 0xFFFFU) + kWindowLeast,
                              static_cast<std::int64_t>(*key & 0xFFFFU) + kWindowLeast};
        if (pixel.x > east) {
            return;
        }
        if (pixel.y >= north && pixel.y <= south && pixel != a && pixel != b &&
            passes(from, to, pixel)) {
            line.push_back(pixel);
        }
    }
}

void HotPixels::append_between(const LatticePoint& from, const LatticePoint& to,
                               std::vector<UnitPoint>& line) const
{
    const UnitPoint a = rounded_unit(from, m_shift);
    const UnitPoint b = rounded_unit(to, m_shift);
    const auto [west, east] = std::minmax(a.x, b.x);
    const auto column_of = [](std::int64_t x) {
        return (std::clamp(x, kWindowLeast, kWindowGreatest) - kWindowLeast) >> kBucketShift;
    };
    const std::size_t first = line.size();
    for (std::int64_t column = column_of(west); column <= column_of(east); ++column) {
        const auto rows = bucket_rows(from, to, column);
        for (std::int64_t row = rows[0]; row <= rows[1]; ++row) {
            append_of_bucket(row * kBuckets + column, from, to, line);
        }
    }
    // A straight line meets them in this order, as they are squares of one lattice.
    std::sort(line.begin() + static_cast<std::ptrdiff_t>(first), line.end(),
              [goes_east = from.x < to.x, goes_south = from.y < to.y](const UnitPoint& p,
                                                                      const UnitPoint& q) {
                  if (p.x != q.x) {
                      return (p.x < q.x) == goes_east;
                  }
                  return p.y != q.y && (p.y < q.y) == goes_south;
              });
}

std::vector<UnitPoint> HotPixels::rounded(std::span<const LatticePoint> ring) const
{
    std::vector<UnitPoint> line;
    line.reserve(ring.size() + 8);
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const LatticePoint& from = ring[i];
        const LatticePoint& to = ring[i + 1 == ring.size() ? 0 : i + 1];
        const UnitPoint a = rounded_unit(from, m_shift);
        const UnitPoint b = rounded_unit(to, m_shift);
        if (line.empty() || line.back() != a) {
            line.push_back(a);
        }
        if (a != b && !misses_window(a, b)) {
            append_between(from, to, line);
        }
    }
    while (line.size() > 1 && line.front() == line.back()) {
        line.pop_back();
    }
    return line;
}

}  // namespace heatward::vector_tile

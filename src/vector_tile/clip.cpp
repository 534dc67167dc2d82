#include "clip.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "heatward/core/segment_clip.hpp"

namespace heatward::vector_tile {
namespace {

/// One side of a window: the half-plane sign · coordinate ≤ sign · limit.
struct Side {
    bool along_x;
    double limit;
    double sign;

    [[nodiscard]] double coordinate(const MercatorPoint& p) const { return along_x ? p.x : p.y; }
    [[nodiscard]] bool holds(const MercatorPoint& p) const
    {
        return sign * coordinate(p) <= sign * limit;
    }
    [[nodiscard]] MercatorPoint crossing(MercatorPoint a, MercatorPoint b) const
    {
        // From the lower end upward whatever the ring's direction, so that two areas'
        // common edge is cut at one place.
        if (coordinate(b) < coordinate(a)) {
            std::swap(a, b);
        }
        const double t = (limit - coordinate(a)) / (coordinate(b) - coordinate(a));
        return along_x ? MercatorPoint{limit, a.y + t * (b.y - a.y)}
                       : MercatorPoint{a.x + t * (b.x - a.x), limit};
    }
};

std::vector<MercatorPoint> clip_to_side(const std::vector<MercatorPoint>& ring, const Side& side)
{
    std::vector<MercatorPoint> kept;
    kept.reserve(ring.size() + 4);
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const MercatorPoint& from = ring[i == 0 ? ring.size() - 1 : i - 1];
        const MercatorPoint& to = ring[i];
        if (side.holds(from) != side.holds(to)) {
            kept.push_back(side.crossing(from, to));
        }
        if (side.holds(to)) {
            kept.push_back(to);
        }
    }
    return kept;
}

Segment segment_of(const MercatorPoint& a, const MercatorPoint& b) { return {a.x, a.y, b.x, b.y}; }

MercatorPoint at_share(const MercatorPoint& a, const MercatorPoint& b, double t)
{
    if (t == 0) {
        return a;
    }
    return t == 1 ? b : MercatorPoint{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
}

}  // namespace

std::vector<MercatorPoint> clip_ring(std::vector<MercatorPoint> ring, const Extent& window)
{
    const std::array<Side, 4> sides{{{true, window.min_x, -1},
                                     {true, window.max_x, 1},
                                     {false, window.min_y, -1},
                                     {false, window.max_y, 1}}};
    for (const Side& side : sides) {
        if (!std::all_of(ring.begin(), ring.end(),
                         [&side](const MercatorPoint& p) { return side.holds(p); })) {
            ring = clip_to_side(ring, side);
        }
    }
    return ring;
}

std::vector<std::vector<MercatorPoint>> clip_line(const std::vector<MercatorPoint>& line,
                                                  const Extent& window)
{
    std::vector<std::vector<MercatorPoint>> parts;
    bool is_open = false;  // whether the last part may go on
    for (std::size_t i = 1; i < line.size(); ++i) {
        const auto inside = part_inside(segment_of(line[i - 1], line[i]), window);
        if (!inside) {
            is_open = false;
            continue;
        }
        if (!is_open || inside->first > 0) {
            parts.push_back({at_share(line[i - 1], line[i], inside->first)});
        }
        parts.back().push_back(at_share(line[i - 1], line[i], inside->second));
        is_open = inside->second == 1;
    }
    return parts;
}

}  // namespace heatward::vector_tile

#include "window_ring.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace heatward::vector_tile {
namespace {

/// One side of the window: what has sign · coordinate ≤ sign · limit is kept.
struct Side {
    bool along_x;
    std::int64_t limit;
    int sign;

    [[nodiscard]] std::int64_t coordinate(const UnitPoint& p) const { return along_x ? p.x : p.y; }
    [[nodiscard]] std::int64_t position(const UnitPoint& p) const { return along_x ? p.y : p.x; }
    [[nodiscard]] bool holds(const UnitPoint& p) const
    {
        return sign * coordinate(p) <= sign * limit;
    }
    [[nodiscard]] bool has_on_it(const UnitPoint& p) const { return coordinate(p) == limit; }

    /// Where the edge meets the side, the same from either end.
    [[nodiscard]] UnitPoint crossing(UnitPoint a, UnitPoint b) const
    {
        if (coordinate(b) < coordinate(a)) {
            std::swap(a, b);
        }
        const WideInteger length = coordinate(b) - coordinate(a);
        const WideInteger offset =
            2 * WideInteger{limit - coordinate(a)} * (position(b) - position(a)) + length;
        WideInteger steps = offset / (2 * length);
        steps -= offset % (2 * length) < 0 ? 1 : 0;
        const auto at = position(a) + static_cast<std::int64_t>(steps);
        return along_x ? UnitPoint{limit, at} : UnitPoint{at, limit};
    }
};

constexpr std::array<Side, 4> kSides{{{true, kWindowLeast, -1},
                                      {true, kWindowGreatest, 1},
                                      {false, kWindowLeast, -1},
                                      {false, kWindowGreatest, 1}}};

std::vector<UnitPoint> cut_at(const std::vector<UnitPoint>& ring, const Side& side)
{
    std::vector<UnitPoint> kept;
    kept.reserve(ring.size() + 4);
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const UnitPoint& from = ring[i == 0 ? ring.size() - 1 : i - 1];
        const UnitPoint& to = ring[i];
        if (side.holds(from) != side.holds(to)) {
            kept.push_back(side.crossing(from, to));
        }
        if (side.holds(to)) {
            kept.push_back(to);
        }
    }
    return kept;
}

/// Gives edges along the side the ring's other vertices there.
std::vector<UnitPoint> with_touches(const std::vector<UnitPoint>& ring, const Side& side)
{
    std::vector<UnitPoint> on_side;
    for (const UnitPoint& point : ring) {
        if (side.has_on_it(point)) {
            on_side.push_back(point);
        }
    }
    if (on_side.size() < 3) {
        return ring;
    }
    std::sort(on_side.begin(), on_side.end());
    on_side.erase(std::unique(on_side.begin(), on_side.end()), on_side.end());
    std::vector<UnitPoint> whole;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const UnitPoint& from = ring[i];
        const UnitPoint& to = ring[i + 1 == ring.size() ? 0 : i + 1];
        whole.push_back(from);
        if (!side.has_on_it(from) || !side.has_on_it(to)) {
            continue;
        }
        const auto first = std::upper_bound(on_side.begin(), on_side.end(), std::min(from, to));
        const auto last = std::lower_bound(first, on_side.end(), std::max(from, to));
        from < to ? whole.insert(whole.end(), first, last)
                  : whole.insert(whole.end(), std::make_reverse_iterator(last),
                                 std::make_reverse_iterator(first));
    }
    return whole;
}

}  // namespace

std::vector<UnitPoint> ring_in_window(std::vector<UnitPoint> ring)
{
    if (std::all_of(ring.begin(), ring.end(), is_in_window)) {
        return ring;
    }
    for (const Side& side : kSides) {
        ring = cut_at(ring, side);
    }
    for (const Side& side : kSides) {
        ring = with_touches(ring, side);
    }
    return ring;
}

}  // namespace heatward::vector_tile

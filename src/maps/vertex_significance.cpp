#include "heatward/maps/vertex_significance.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace heatward::maps {
namespace {

constexpr float kAlways = std::numeric_limits<float>::infinity();

double distance_to_segment(const MercatorPoint& p, const MercatorPoint& a, const MercatorPoint& b)
{
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double squared = dx * dx + dy * dy;
    const double share =
        squared > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / squared, 0.0, 1.0) : 0.0;
    return std::hypot(p.x - (a.x + share * dx), p.y - (a.y + share * dy));
}

/// A stretch between two vertices that stay up to `limit`.
struct Stretch {
    std::size_t first;
    std::size_t last;
    float limit;
};

}  // namespace

std::vector<float> line_significance(std::span<const MercatorPoint> line)
{
    std::vector<float> significance(line.size(), 0);
    if (line.empty()) {
        return significance;
    }
    significance.front() = significance.back() = kAlways;
    std::vector<Stretch> stretches{{0, line.size() - 1, kAlways}};
    while (!stretches.empty()) {
        const Stretch stretch = stretches.back();
        stretches.pop_back();
        double farthest_m = -1;
        std::size_t farthest = stretch.first;
        for (std::size_t i = stretch.first + 1; i < stretch.last; ++i) {
            const double distance =
                distance_to_segment(line[i], line[stretch.first], line[stretch.last]);
            if (distance > farthest_m) {
                farthest_m = distance;
                farthest = i;
            }
        }
        if (farthest == stretch.first) {
            continue;
        }
        significance[farthest] = std::min(stretch.limit, static_cast<float>(farthest_m));
        stretches.push_back({stretch.first, farthest, significance[farthest]});
        stretches.push_back({farthest, stretch.last, significance[farthest]});
    }
    return significance;
}

std::vector<float> ring_significance(std::span<const MercatorPoint> ring)
{
    if (ring.size() < 3) {
        std::vector<float> all(ring.size(), kAlways);  // in braces it would be a list of two
        return all;
    }
    std::size_t farthest = 1;
    const auto distance = [&](std::size_t i) {
        return std::hypot(ring[i].x - ring[0].x, ring[i].y - ring[0].y);
    };
    for (std::size_t i = 2; i < ring.size(); ++i) {
        farthest = distance(i) > distance(farthest) ? i : farthest;
    }
    std::vector<float> significance = line_significance(ring.first(farthest + 1));
    std::vector<MercatorPoint> back(ring.begin() + static_cast<std::ptrdiff_t>(farthest),
                                    ring.end());
    back.push_back(ring[0]);
    const std::vector<float> rest = line_significance(back);
    significance.insert(significance.end(), rest.begin() + 1, rest.end() - 1);
    return significance;
}

}  // namespace heatward::maps

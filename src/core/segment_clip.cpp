#include "heatward/core/segment_clip.hpp"

#include <algorithm>
#include <array>

namespace heatward {

std::optional<std::pair<double, double>> part_inside(const Segment& segment,
                                                     const Extent& rectangle)
{
    double begin = 0;
    double end = 1;
    const double dx = segment.x1 - segment.x0;
    const double dy = segment.y1 - segment.y0;
    const std::array<std::pair<double, double>, 4> sides{{{-dx, segment.x0 - rectangle.min_x},
                                                          {dx, rectangle.max_x - segment.x0},
                                                          {-dy, segment.y0 - rectangle.min_y},
                                                          {dy, rectangle.max_y - segment.y0}}};
    for (const auto& [outward, room] : sides) {
        if (outward == 0) {
            if (room < 0) {
                return std::nullopt;
            }
        } else if (outward < 0) {
            begin = std::max(begin, room / outward);
        } else {
            end = std::min(end, room / outward);
        }
    }
    if (begin > end) {
        return std::nullopt;
    }
    return std::pair{begin, end};
}

}  // namespace heatward

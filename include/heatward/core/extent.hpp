#pragma once

#include <algorithm>
#include <limits>

namespace heatward {

/// An axis-parallel rectangle in the units and reference system of the points
/// it was made from. Default-constructed it is empty and grows by `include`.
struct Extent {
    double min_x = std::numeric_limits<double>::infinity();
    double min_y = std::numeric_limits<double>::infinity();
    double max_x = -std::numeric_limits<double>::infinity();
    double max_y = -std::numeric_limits<double>::infinity();

    [[nodiscard]] bool is_empty() const { return !(min_x <= max_x && min_y <= max_y); }
    [[nodiscard]] double width() const { return max_x - min_x; }
    [[nodiscard]] double height() const { return max_y - min_y; }

    /// Grows the rectangle so that it holds (x, y).
    void include(double x, double y)
    {
        min_x = std::min(min_x, x);
        min_y = std::min(min_y, y);
        max_x = std::max(max_x, x);
        max_y = std::max(max_y, y);
    }

    /// Grows the rectangle so that it holds `other`.
    void include(const Extent& other)
    {
        min_x = std::min(min_x, other.min_x);
        min_y = std::min(min_y, other.min_y);
        max_x = std::max(max_x, other.max_x);
        max_y = std::max(max_y, other.max_y);
    }

    /// The rectangle with `margin` added on all four sides.
    [[nodiscard]] Extent grown(double margin) const
    {
        return {min_x - margin, min_y - margin, max_x + margin, max_y + margin};
    }

    /// Whether (x, y) lies inside or on the border.
    [[nodiscard]] bool contains(double x, double y) const
    {
        return x >= min_x && x <= max_x && y >= min_y && y <= max_y;
    }

    /// Whether the two share at least a border point.
    [[nodiscard]] bool intersects(const Extent& other) const
    {
        return min_x <= other.max_x && other.min_x <= max_x && min_y <= other.max_y &&
               other.min_y <= max_y;
    }

    friend bool operator==(const Extent&, const Extent&) = default;
};

}  // namespace heatward

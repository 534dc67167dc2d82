#include "heatward/maps/label_point.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <utility>

namespace heatward::maps {
namespace {

/// A name is about three times as wide as high: measured with x at a third, it is as wide as high.
constexpr double kWidthShare = 1.0 / 3;

double squared_distance(const ProjectedPoint& p, const ProjectedPoint& a, const ProjectedPoint& b)
{
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length = dx * dx + dy * dy;
    const double along =
        length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0.0;
    const double ex = p.x - (a.x + along * dx);
    const double ey = p.y - (a.y + along * dy);
    return ex * ex + ey * ey;
}

/// Distance to the border, negative outside.
double signed_distance(const Polygon<ProjectedPoint>& polygon, const ProjectedPoint& p)
{
    bool inside = false;
    double nearest = std::numeric_limits<double>::infinity();
    const auto walk = [&](const Ring<ProjectedPoint>& ring) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const ProjectedPoint& a = ring[i];
            const ProjectedPoint& b = ring[j];
            if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) {
                inside = !inside;
            }
            nearest = std::min(nearest, squared_distance(p, a, b));
        }
    };
    walk(polygon.exterior);
    std::for_each(polygon.holes.begin(), polygon.holes.end(), walk);
    return (inside ? 1 : -1) * std::sqrt(nearest);
}

/// A sliver is not cut into more squares than this to begin with.
constexpr double kMostSquaresAcross = 64;

struct Square {
    ProjectedPoint centre;
    double half = 0;
    double distance = 0;

    Square(const Polygon<ProjectedPoint>& polygon, ProjectedPoint middle, double half_side)
        : centre(middle), half(half_side), distance(signed_distance(polygon, middle))
    {
    }
    /// No place in the square is farther from the border than this.
    [[nodiscard]] double bound() const { return distance + half * std::sqrt(2.0); }
    friend bool operator<(const Square& a, const Square& b) { return a.bound() < b.bound(); }
};

Polygon<ProjectedPoint> squeezed(Polygon<ProjectedPoint> polygon)
{
    const auto squeeze = [](Ring<ProjectedPoint>& ring) {
        for (ProjectedPoint& vertex : ring) {
            vertex.x *= kWidthShare;
        }
    };
    squeeze(polygon.exterior);
    std::for_each(polygon.holes.begin(), polygon.holes.end(), squeeze);
    return polygon;
}

}  // namespace

LabelPoint label_point(const ProjectedMultiPolygon& polygons, double precision_m)
{
    const Extent whole = extent_of(polygons);
    LabelPoint best{{(whole.min_x + whole.max_x) / 2, (whole.min_y + whole.max_y) / 2}, 0};
    const auto largest =
        std::max_element(polygons.begin(), polygons.end(),
                         [](const auto& a, const auto& b) { return area_m2({a}) < area_m2({b}); });
    if (largest == polygons.end() || largest->exterior.size() < 3) {
        return best;
    }
    const Polygon<ProjectedPoint> polygon = squeezed(*largest);
    const Extent extent = extent_of(ProjectedMultiPolygon{polygon});
    const double side = std::max(std::min(extent.width(), extent.height()),
                                 std::max(extent.width(), extent.height()) / kMostSquaresAcross);
    if (!(side > 0)) {
        return best;
    }
    std::priority_queue<Square> open;
    const auto columns = static_cast<int>(std::ceil(extent.width() / side));
    const auto rows = static_cast<int>(std::ceil(extent.height() / side));
    for (int column = 0; column < columns; ++column) {
        for (int row = 0; row < rows; ++row) {
            open.emplace(polygon,
                         ProjectedPoint{extent.min_x + (column + 0.5) * side,
                                        extent.min_y + (row + 0.5) * side},
                         side / 2);
        }
    }
    while (!open.empty()) {
        const Square square = open.top();
        open.pop();
        if (square.distance > best.room_m) {
            best = {{square.centre.x / kWidthShare, square.centre.y}, square.distance};
        }
        if (square.bound() <= best.room_m + precision_m) {
            break;
        }
        const double h = square.half / 2;
        for (const auto& [dx, dy] : {std::pair{-h, -h}, {h, -h}, {-h, h}, {h, h}}) {
            open.emplace(polygon, ProjectedPoint{square.centre.x + dx, square.centre.y + dy}, h);
        }
    }
    return best;
}

}  // namespace heatward::maps

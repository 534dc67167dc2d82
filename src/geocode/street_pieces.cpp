#include "street_pieces.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "heatward/geocode/street_table.hpp"

namespace heatward::geocode {
namespace {

double distance_m(ProjectedPoint a, ProjectedPoint b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// Calls `visit(from, to)` for every stretch; a line of one vertex is a stretch of no length.
template <class Visit>
void for_each_stretch(std::span<const RoadLine* const> lines, const Visit& visit)
{
    for (const RoadLine* line : lines) {
        if (line->size() == 1) {
            visit(line->front(), line->front());
        }
        for (std::size_t i = 1; i < line->size(); ++i) {
            visit((*line)[i - 1], (*line)[i]);
        }
    }
}

ProjectedPoint between(ProjectedPoint a, ProjectedPoint b, double share)
{
    return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

ProjectedPoint nearest_on(ProjectedPoint a, ProjectedPoint b, ProjectedPoint place)
{
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double square = dx * dx + dy * dy;
    const double share = square > 0 ? ((place.x - a.x) * dx + (place.y - a.y) * dy) / square : 0.0;
    return between(a, b, std::clamp(share, 0.0, 1.0));
}

class DisjointSets {
public:
    explicit DisjointSets(std::size_t n) : m_parent(n)
    {
        std::iota(m_parent.begin(), m_parent.end(), 0U);
    }
    std::uint32_t root(std::uint32_t i)
    {
        while (m_parent[i] != i) {
            m_parent[i] = m_parent[m_parent[i]];
            i = m_parent[i];
        }
        return i;
    }
    void join(std::uint32_t a, std::uint32_t b)
    {
        const std::uint32_t of_a = root(a);
        const std::uint32_t of_b = root(b);
        m_parent[std::max(of_a, of_b)] = std::min(of_a, of_b);
    }

private:
    std::vector<std::uint32_t> m_parent;
};

/// Points along lines in square cells as wide as the gap.
class PointCells {
public:
    struct Point {
        ProjectedPoint place;
        std::uint32_t line;
    };

    /// Joins the point's line with those that have a point near, and keeps the point.
    void add(const Point& point, DisjointSets& sets)
    {
        const auto column = static_cast<std::int64_t>(std::floor(point.place.x / kStreetGap_m));
        const auto row = static_cast<std::int64_t>(std::floor(point.place.y / kStreetGap_m));
        for (std::int64_t c = column - 1; c <= column + 1; ++c) {
            for (std::int64_t r = row - 1; r <= row + 1; ++r) {
                const auto cell = m_cells.find({c, r});
                if (cell == m_cells.end()) {
                    continue;
                }
                for (const Point& other : cell->second) {
                    if (distance_m(other.place, point.place) <= kStreetGap_m) {
                        sets.join(other.line, point.line);
                    }
                }
            }
        }
        m_cells[{column, row}].push_back(point);
    }

private:
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<Point>> m_cells;
};

}  // namespace

std::vector<std::uint32_t> streets_of_lines(std::span<const RoadLine* const> lines)
{
    DisjointSets sets(lines.size());
    PointCells cells;
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
        for_each_stretch(lines.subspan(i, 1), [&](ProjectedPoint a, ProjectedPoint b) {
            const auto steps =
                static_cast<std::int64_t>(std::ceil(distance_m(a, b) / kStreetStep_m));
            for (std::int64_t step = 0; step <= steps; ++step) {
                const double along =
                    steps > 0 ? static_cast<double>(step) / static_cast<double>(steps) : 0;
                cells.add({between(a, b, along), i}, sets);
            }
        });
    }
    std::vector<std::uint32_t> street(lines.size());
    std::unordered_map<std::uint32_t, std::uint32_t> number_of_root;
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
        street[i] =
            number_of_root.emplace(sets.root(i), static_cast<std::uint32_t>(number_of_root.size()))
                .first->second;
    }
    return street;
}

double furthest_m(const RoadLine& line, ProjectedPoint place)
{
    double furthest_m = 0;
    for (const ProjectedPoint vertex : line) {
        furthest_m = std::max(furthest_m, distance_m(vertex, place));
    }
    return furthest_m;
}

StreetMiddle middle_of(std::span<const RoadLine* const> lines)
{
    ProjectedPoint centre;
    double length = 0;
    for (const double least : {0.0, 1.0}) {  // without any length every stretch counts alike
        for_each_stretch(lines, [&](ProjectedPoint a, ProjectedPoint b) {
            const double weight = std::max(least, distance_m(a, b));
            centre.x += weight * (a.x + b.x) / 2;
            centre.y += weight * (a.y + b.y) / 2;
            length += weight;
        });
        if (length > 0) {
            break;
        }
    }
    centre = {centre.x / length, centre.y / length};
    StreetMiddle middle;
    double nearest_m = std::numeric_limits<double>::infinity();
    for_each_stretch(lines, [&](ProjectedPoint a, ProjectedPoint b) {
        const ProjectedPoint on = nearest_on(a, b, centre);
        if (distance_m(on, centre) < nearest_m) {
            nearest_m = distance_m(on, centre);
            middle.place = on;
        }
    });
    for (const RoadLine* line : lines) {
        middle.reach_m = std::max(middle.reach_m, furthest_m(*line, middle.place));
    }
    return middle;
}

}  // namespace heatward::geocode

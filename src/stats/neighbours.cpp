#include "heatward/stats/neighbours.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

/// A place and the area that it belongs to.
struct OwnedPlace {
    ProjectedPoint place;
    std::uint32_t area = 0;
};

/// Cells of a side of the search distance, so that all within it lie in the cell and those around.
struct CellId {
    std::int64_t column = 0;
    std::int64_t row = 0;

    friend auto operator<=>(const CellId&, const CellId&) = default;
};

/// Places sorted by cell; looks up all within a distance of a place.
class PlaceIndex {
public:
    PlaceIndex(std::vector<OwnedPlace> places, double distance_m)
        : m_cell_m(std::max(distance_m, kLeastCell)), m_distance_m(distance_m)
    {
        m_entries.reserve(places.size());
        for (std::uint32_t i = 0; i < places.size(); ++i) {
            m_entries.push_back({cell_of(places[i].place), i, places[i]});
        }
        std::sort(m_entries.begin(), m_entries.end(), [](const Entry& a, const Entry& b) {
            return std::pair(a.cell, a.index) < std::pair(b.cell, b.index);
        });
    }

    /// Calls `visit(first, second)` with the areas of each pair of places of different areas that
    /// lie within the distance, once from either side.
    template <class Visitor>
    void for_each_pair(const Visitor& visit) const
    {
        for (const Entry& entry : m_entries) {
            for (std::int64_t row = entry.cell.row - 1; row <= entry.cell.row + 1; ++row) {
                visit_row(entry, row, visit);
            }
        }
    }

private:
    /// With a distance of 0 equal places must still share a cell.
    static constexpr double kLeastCell = 1e-3;

    struct Entry {
        CellId cell;
        std::uint32_t index = 0;
        OwnedPlace owned;
    };

    [[nodiscard]] CellId cell_of(ProjectedPoint place) const
    {
        return {static_cast<std::int64_t>(std::floor(place.x / m_cell_m)),
                static_cast<std::int64_t>(std::floor(place.y / m_cell_m))};
    }

    template <class Visitor>
    void visit_row(const Entry& entry, std::int64_t row, const Visitor& visit) const
    {
        for (std::int64_t column = entry.cell.column - 1; column <= entry.cell.column + 1;
             ++column) {
            const CellId cell{column, row};
            auto other = std::lower_bound(m_entries.begin(), m_entries.end(), cell,
                                          [](const Entry& candidate, const CellId& wanted) {
                                              return candidate.cell < wanted;
                                          });
            for (; other != m_entries.end() && other->cell == cell; ++other) {
                const double dx = other->owned.place.x - entry.owned.place.x;
                const double dy = other->owned.place.y - entry.owned.place.y;
                if (other->owned.area != entry.owned.area &&
                    dx * dx + dy * dy <= m_distance_m * m_distance_m) {
                    visit(entry, *other);
                }
            }
        }
    }

    double m_cell_m;
    double m_distance_m;
    std::vector<Entry> m_entries;
};

std::vector<OwnedPlace> vertices_of(std::span<const ProjectedMultiPolygon> areas)
{
    std::vector<OwnedPlace> vertices;
    for (std::uint32_t area = 0; area < areas.size(); ++area) {
        for_each_ring(areas[area], [&](const Ring<ProjectedPoint>& ring) {
            for (const ProjectedPoint& vertex : ring) {
                vertices.push_back({vertex, area});
            }
        });
    }
    return vertices;
}

/// Pairs that two different vertices of the lower area have a partner for. `touches` holds
/// (lower area, higher area, vertex of the lower one).
std::vector<Pair> pairs_along_borders(std::vector<std::pair<Pair, std::uint32_t>> touches)
{
    std::sort(touches.begin(), touches.end());
    touches.erase(std::unique(touches.begin(), touches.end()), touches.end());
    std::vector<Pair> pairs;
    for (std::size_t i = 1; i < touches.size(); ++i) {
        if (touches[i].first == touches[i - 1].first) {
            pairs.push_back(touches[i].first);
        }
    }
    return pairs;
}

}  // namespace

Neighbours::Neighbours(std::size_t areas, std::vector<Pair> pairs) : m_begin(areas + 1, 0)
{
    const std::size_t given = pairs.size();
    pairs.reserve(2 * given);
    for (std::size_t i = 0; i < given; ++i) {
        const auto [first, second] = pairs[i];
        if (first >= areas || second >= areas) {
            throw DataError(fmt::format("areas {} and {} cannot be neighbours: there are {} areas",
                                        first, second, areas));
        }
        pairs.emplace_back(second, first);
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    for (const auto& [first, second] : pairs) {
        if (first != second) {
            ++m_begin[first + 1];
            m_neighbour.push_back(second);
        }
    }
    for (std::size_t area = 0; area < areas; ++area) {
        m_begin[area + 1] += m_begin[area];
    }
}

std::size_t Neighbours::islands() const
{
    std::size_t count = 0;
    for (std::size_t area = 0; area < size(); ++area) {
        count += of(area).empty() ? std::size_t{1} : std::size_t{0};
    }
    return count;
}

Neighbours contiguous_neighbours(std::span<const ProjectedMultiPolygon> areas,
                                 Contiguity contiguity, double snap_m)
{
    if (!(snap_m >= 0) || !std::isfinite(snap_m)) {
        throw DataError(fmt::format("a snap distance must be 0 metres or more, not {}", snap_m));
    }
    const PlaceIndex index(vertices_of(areas), snap_m);
    if (contiguity == Contiguity::queen) {
        std::vector<Pair> pairs;
        index.for_each_pair([&](const auto& a, const auto& b) {
            const Pair pair(a.owned.area, b.owned.area);
            if (pair.first < pair.second && (pairs.empty() || pairs.back() != pair)) {
                pairs.push_back(pair);
            }
        });
        return {areas.size(), std::move(pairs)};
    }
    std::vector<std::pair<Pair, std::uint32_t>> touches;
    index.for_each_pair([&](const auto& a, const auto& b) {
        if (a.owned.area < b.owned.area) {
            touches.push_back({{a.owned.area, b.owned.area}, a.index});
        }
    });
    return {areas.size(), pairs_along_borders(std::move(touches))};
}

Neighbours neighbours_within(std::span<const ProjectedPoint> places, double distance_m)
{
    if (!(distance_m > 0) || !std::isfinite(distance_m)) {
        throw DataError(
            fmt::format("a neighbour distance must be more than 0 metres, not {}", distance_m));
    }
    std::vector<OwnedPlace> owned;
    for (std::uint32_t area = 0; area < places.size(); ++area) {
        owned.push_back({places[area], area});
    }
    std::vector<Pair> pairs;
    PlaceIndex(std::move(owned), distance_m).for_each_pair([&](const auto& a, const auto& b) {
        if (a.owned.area < b.owned.area) {
            pairs.emplace_back(a.owned.area, b.owned.area);
        }
    });
    return {places.size(), std::move(pairs)};
}

}  // namespace heatward::stats

#include "heatward/stats/moved_lattices.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <numbers>
#include <utility>

#include "heatward/core/parallel.hpp"

namespace heatward::stats {
namespace {

constexpr int kShifts = 4;
constexpr int kTurnDegrees = 15;
constexpr int kSquareTurns = 5;
constexpr int kHexagonTurns = 2;
/// Of coordinates, as a share of a cell, and far above it.
constexpr double kRounding = 1e-6;

/// Cells of a table that takes 32 MB, room for any county's; places further apart are sorted.
constexpr std::size_t kLargestTable = std::size_t{4} << 20U;

/// The cells of one lattice that hold anything, ascending, and what each holds.
class HeldCells {
public:
    HeldCells(const CellLattice& lattice, std::span<const PlaceWeight> places)
    {
        // Places that are neighbours in the list often share a cell: most lie in the circle
        // within the last one, which is quickly told, and fewer are left to sort.
        const double inside = lattice.size_m() * (1 - kRounding) / 2;
        ProjectedPoint centre;
        for (const PlaceWeight& held : places) {
            const double dx = held.place.x - centre.x;
            const double dy = held.place.y - centre.y;
            if (m_cells.empty() || !(dx * dx + dy * dy < inside * inside)) {
                const LatticeCell cell = lattice.cell_of(held.place);
                if (m_cells.empty() || m_cells.back().first != cell) {
                    m_cells.emplace_back(cell, 0.0);
                    centre = lattice.centre_of(cell);
                }
            }
            m_cells.back().second += held.weight;
        }
        gather();
    }

    [[nodiscard]] double weight_in(LatticeCell cell) const
    {
        const auto found =
            std::lower_bound(m_cells.begin(), m_cells.end(), cell,
                             [](const Cell& a, LatticeCell wanted) { return a.first < wanted; });
        return found != m_cells.end() && found->first == cell ? found->second : 0;
    }

    /// The `top`-th largest weight; 0 where there are fewer cells.
    [[nodiscard]] double least_of_top(std::size_t top) const
    {
        if (top == 0 || m_cells.size() < top) {
            return 0;
        }
        std::vector<double> weights;
        for (const Cell& cell : m_cells) {
            weights.push_back(cell.second);
        }
        const auto place = weights.begin() + static_cast<std::ptrdiff_t>(top - 1);
        std::nth_element(weights.begin(), place, weights.end(), std::greater<>());
        return *place;
    }

private:
    using Cell = std::pair<LatticeCell, double>;

    /// Makes one entry a cell, ascending, of one a run of places. Both ways add in the same order.
    void gather()
    {
        LatticeCell least = m_cells.empty() ? LatticeCell{} : m_cells.front().first;
        LatticeCell most = least;
        for (const Cell& cell : m_cells) {
            least = {std::min(least.column, cell.first.column),
                     std::min(least.row, cell.first.row)};
            most = {std::max(most.column, cell.first.column), std::max(most.row, cell.first.row)};
        }
        const auto columns = static_cast<std::size_t>(most.column - std::int64_t{least.column} + 1);
        const auto rows = static_cast<std::size_t>(most.row - std::int64_t{least.row} + 1);
        if (columns <= kLargestTable / rows) {
            gather_in_table(least, columns, rows);
        } else {
            gather_by_sorting();
        }
    }

    void gather_in_table(LatticeCell least, std::size_t columns, std::size_t rows)
    {
        std::vector<double> table(columns * rows, 0);
        for (const auto& [cell, weight] : m_cells) {
            table[static_cast<std::size_t>(cell.column - least.column) * rows +
                  static_cast<std::size_t>(cell.row - least.row)] += weight;
        }
        m_cells.clear();
        for (std::size_t i = 0; i < table.size(); ++i) {
            if (table[i] > 0) {
                m_cells.push_back({{least.column + static_cast<std::int32_t>(i / rows),
                                    least.row + static_cast<std::int32_t>(i % rows)},
                                   table[i]});
            }
        }
    }

    void gather_by_sorting()
    {
        std::stable_sort(m_cells.begin(), m_cells.end(),
                         [](const Cell& a, const Cell& b) { return a.first < b.first; });
        std::size_t kept = 0;
        for (const Cell& cell : m_cells) {
            if (kept > 0 && m_cells[kept - 1].first == cell.first) {
                m_cells[kept - 1].second += cell.second;
            } else {
                m_cells[kept++] = cell;
            }
        }
        m_cells.resize(kept);
    }

    std::vector<Cell> m_cells;
};

}  // namespace

std::vector<CellLattice> moved_lattices(LatticeShape shape, double size_m)
{
    std::vector<CellLattice> lattices;
    for (int north = 0; north < kShifts; ++north) {
        for (int east = 0; east < kShifts; ++east) {
            lattices.emplace_back(
                shape, size_m, ProjectedPoint{size_m * east / kShifts, size_m * north / kShifts});
        }
    }
    const int turns = shape == LatticeShape::square ? kSquareTurns : kHexagonTurns;
    for (int turn = 1; turn <= turns; ++turn) {
        lattices.emplace_back(shape, size_m, ProjectedPoint{0, 0},
                              turn * kTurnDegrees * std::numbers::pi / 180);
    }
    return lattices;
}

std::vector<double> top_share_over_lattices(std::span<const CellLattice> lattices,
                                            std::span<const PlaceWeight> places,
                                            std::span<const ProjectedPoint> centres,
                                            std::size_t top, unsigned threads)
{
    std::vector<std::vector<bool>> in_top(lattices.size());
    for_each_run(lattices.size(), 1, threads, [&](std::size_t i, std::size_t) {
        const HeldCells held(lattices[i], places);
        const double least = held.least_of_top(top);
        for (const ProjectedPoint& centre : centres) {
            const double weight = held.weight_in(lattices[i].cell_of(centre));
            in_top[i].push_back(top > 0 && weight > 0 && weight >= least);
        }
    });
    std::vector<double> shares(centres.size(), 0);
    for (std::size_t centre = 0; centre < centres.size(); ++centre) {
        std::size_t times = 0;
        for (const auto& lattice : in_top) {
            times += lattice[centre] ? std::size_t{1} : std::size_t{0};
        }
        shares[centre] = lattices.empty()
                             ? 0
                             : static_cast<double>(times) / static_cast<double>(lattices.size());
    }
    return shares;
}

}  // namespace heatward::stats

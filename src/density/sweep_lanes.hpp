// The block sweep for one instruction set. Included once by each of block_sweep_*.cpp after its
// lanes_*.hpp; nothing here is shared between them, so that no instruction leaks into code that
// runs on a machine without it. For the same reason nothing of the standard library is called.
#pragma once

#include "block_sweep.hpp"
#include "sweep_polynomial.hpp"
#include "sweep_spans.hpp"

namespace heatward::density {
namespace {

/// Points whose single-precision sum is taken before it is added up in double: good to 2e-6 in
/// the worst case.
constexpr int kPartialPoints = 64;

/// A kernel ends where 1 − q falls to this: below it lies the rounding of q.
constexpr float kRim = 4e-7F;
constexpr double kFineRim = 1e-7;

/// Below this radius, in pixels, the maximum of a surface may lie so far under a kernel's peak
/// that single precision would show beside it.
constexpr float kNarrow = 4;

/// Where a point's rest is above its rim, adds the kernel's value.
template <class Mask, class V>
V add_kernel(Quartic, Mask where, V rest, V, V sum)
{
    return Lanes::mul_add_where(where, rest, rest, sum);
}
template <class Mask, class V>
V add_kernel(Epanechnikov, Mask where, V rest, V, V sum)
{
    return Lanes::add_where(where, sum, rest);
}
template <class Mask, class V>
V add_kernel(Uniform, Mask where, V, V amplitude, V sum)
{
    return Lanes::add_where(where, sum, amplitude);
}

/// A cell's points on the rows of one band, ready for its leaves, in single or double precision.
template <class Real>
struct BandPoints {
    const CellPoint* points;
    int count;
    alignas(64) Real rest[kPartialPoints][kLeafHeight];  ///< top − (per_y·(r − y))² on each row
};

/// Draws the cells of one row of cells onto a block. What a point of no weight would add to single
/// precision underflows to 0; in double precision it is left out.
template <class K, bool kCounts>
class CellSweep {
public:
    CellSweep(const SweepTask& task, const CellRowSpans& spans, bool is_fine, SweepBlock& block)
        : m_task(task), m_spans(spans), m_block(block), m_is_fine(is_fine)
    {
    }

    void draw(const LatticeCell& cell)
    {
        m_column = static_cast<int>(cell.column - m_task.first_column);
        m_cell = &cell;
        bool has_polynomial = false;
        CellPolynomial polynomial;
        for (int band = m_task.begin_band; band < m_task.end_band; ++band) {
            const LeafRuns runs = leaf_runs(m_spans.bands[band], m_column);
            if (runs.first >= runs.end) {
                continue;
            }
            if (runs.full_first < runs.full_end) {
                if (!has_polynomial) {
                    polynomial.add(K{}, m_task.points + cell.first, cell.count);
                    polynomial.move_to_block(m_column);
                    has_polynomial = true;
                }
                add_change(polynomial, band, runs);
            }
            draw_leaves(band, runs.first, runs.full_first);
            draw_leaves(band, runs.full_end, runs.end);
        }
    }

private:
    void add_change(const CellPolynomial& polynomial, int band, const LeafRuns& runs)
    {
        D powers[SweepBlock::kPowers];
        polynomial.in_band(band * kLeafHeight + kLeafHeight / 2 - m_spans.cell_row, powers);
        auto& changes = m_block.changes[band];
        for (int j = 0; j < SweepBlock::kPowers; ++j) {
            double* const from = changes[runs.full_first][j];
            double* const to = changes[runs.full_end][j];
            Lanes::store(from, Lanes::add(Lanes::load(from), powers[j]));
            Lanes::store(to, Lanes::sub(Lanes::load(to), powers[j]));
        }
        m_block.is_changed[band] = true;
    }

    void draw_leaves(int band, int first, int end)
    {
        if (first >= end) {
            return;
        }
        for (std::uint32_t done = 0; done < m_cell->count; done += kPartialPoints) {
            const CellPoint* const points = m_task.points + m_cell->first + done;
            const int count =
                static_cast<int>(smaller<std::uint32_t>(kPartialPoints, m_cell->count - done));
            if (m_is_fine) {
                draw_leaves_of<double>(points, count, band, first, end);
            } else {
                draw_leaves_of<float>(points, count, band, first, end);
            }
        }
    }

    template <class Real>
    void draw_leaves_of(const CellPoint* cell_points, int count, int band, int first, int end)
    {
        BandPoints<Real> points;
        points.points = cell_points;
        points.count = count;
        find_rest(points, band * kLeafHeight - m_spans.cell_row);
        for (int leaf = first; leaf < end; ++leaf) {
            draw_leaf(points, band, leaf);
        }
    }

    /// Moves a leaf's single-precision sums on before they are of too many points.
    void make_room(int band, int leaf, int points)
    {
        int& held = m_block.partial_points[band][leaf];
        if (held + points > kPartialPoints) {
            move_partial(m_block, band, leaf, kCounts);
        }
        held += points;
    }

    static void find_rest(BandPoints<float>& band, int first_row)
    {
        const F rows = Lanes::count_up_from(static_cast<float>(first_row));
        for (int i = 0; i < band.count; ++i) {
            const CellPoint& p = band.points[i];
            const F d = Lanes::mul(Lanes::sub(rows, Lanes::set(p.y)), Lanes::set(p.per_y));
            Lanes::store(band.rest[i], Lanes::sub_mul(Lanes::set(K::top(p)), d, d));
        }
    }

    static void find_rest(BandPoints<double>& band, int first_row)
    {
        for (int half = 0; half < kLeafHeight; half += 8) {
            const D rows =
                Lanes::add(Lanes::set(static_cast<double>(first_row + half)), Lanes::count_up());
            for (int i = 0; i < band.count; ++i) {
                const CellPoint& p = band.points[i];
                const D d = Lanes::mul(Lanes::sub(rows, Lanes::set(static_cast<double>(p.y))),
                                       Lanes::set(fine_per_y(p)));
                const D top = Lanes::set(static_cast<double>(K::top(p)));
                Lanes::store(band.rest[i] + half, Lanes::sub_mul(top, d, d));
            }
        }
    }

    void draw_leaf(const BandPoints<float>& band_points, int band, int leaf)
    {
        make_room(band, leaf, band_points.count);
        const F columns = Lanes::count_up_from(static_cast<float>(leaf * kLeafWidth - m_column));
        alignas(64) float across[kPartialPoints][kLeafWidth];  // (per_x·(c − x))²
        for (int i = 0; i < band_points.count; ++i) {
            const CellPoint& p = band_points.points[i];
            const F d = Lanes::mul(Lanes::sub(columns, Lanes::set(p.x)), Lanes::set(p.per_x));
            Lanes::store(across[i], Lanes::mul(d, d));
        }
        for (int row = 0; row < kLeafHeight; row += kRowsTogether) {
            if (!is_reached(band, leaf, row)) {
                continue;
            }
            draw_rows(band_points, across, row, m_block.partial[band][leaf][row],
                      m_block.partial_incidents[band][leaf][row]);
        }
    }

    /// Whether a point of the cell may reach the leaf on the group of rows that `row` belongs to.
    [[nodiscard]] bool is_reached(int band, int leaf, int row) const
    {
        const Span& columns = m_spans.bands[band].on_rows[row / kRowsTogether];
        const int first = leaf * kLeafWidth - m_column;
        return columns.first < first + kLeafWidth && columns.end > first;
    }

    /// kRowsTogether rows of a leaf.
    static void draw_rows(const BandPoints<float>& band, const float (*across)[kLeafWidth], int row,
                          float* density, float* incidents)
    {
        F sum[kRowsTogether];
        F count[kRowsTogether];
        for (int j = 0; j < kRowsTogether; ++j) {
            sum[j] = Lanes::load(density + j * kLeafWidth);
            if constexpr (kCounts) {
                count[j] = Lanes::load(incidents + j * kLeafWidth);
            }
        }
        for (int i = 0; i < band.count; ++i) {
            const CellPoint& p = band.points[i];
            const F x = Lanes::load(across[i]);
            const F rim = Lanes::set(K::top(p) * kRim);
            const F amplitude = Lanes::set(p.top);
            for (int j = 0; j < kRowsTogether; ++j) {
                const F rest = Lanes::sub(Lanes::set(band.rest[i][row + j]), x);
                const auto reached = Lanes::above(rest, rim);
                sum[j] = add_kernel(K{}, reached, rest, amplitude, sum[j]);
                if constexpr (kCounts) {
                    count[j] = Lanes::add_where(reached, count[j], Lanes::set(p.incidents));
                }
            }
        }
        for (int j = 0; j < kRowsTogether; ++j) {
            Lanes::store(density + j * kLeafWidth, sum[j]);
            if constexpr (kCounts) {
                Lanes::store(incidents + j * kLeafWidth, count[j]);
            }
        }
    }

    /// A leaf in double precision, half of its columns at a time.
    void draw_leaf(const BandPoints<double>& band_points, int band, int leaf)
    {
        for (int half = 0; half < kLeafWidth; half += 8) {
            const double first_column = leaf * kLeafWidth + half - m_column;
            const D columns = Lanes::add(Lanes::set(first_column), Lanes::count_up());
            alignas(64) double across[kPartialPoints][8];
            for (int i = 0; i < band_points.count; ++i) {
                const CellPoint& p = band_points.points[i];
                const D d = Lanes::mul(Lanes::sub(columns, Lanes::set(static_cast<double>(p.x))),
                                       Lanes::set(fine_per_x(p)));
                Lanes::store(across[i], Lanes::mul(d, d));
            }
            for (int row = 0; row < kLeafHeight; row += kRowsTogether) {
                if (is_reached(band, leaf, row)) {
                    draw_rows(band_points, across, row, band * kLeafHeight + row,
                              leaf * kLeafWidth + half);
                }
            }
        }
    }

    /// kRowsTogether rows of half a leaf, which stand at a row and column of the block.
    void draw_rows(const BandPoints<double>& band, const double (*across)[8], int row,
                   int block_row, int block_column)
    {
        D sum[kRowsTogether];
        D count[kRowsTogether];
        for (int j = 0; j < kRowsTogether; ++j) {
            sum[j] = Lanes::load(m_block.density[block_row + j] + block_column);
            if constexpr (kCounts) {
                count[j] = Lanes::load(m_block.incidents[block_row + j] + block_column);
            }
        }
        for (int i = 0; i < band.count; ++i) {
            const CellPoint& p = band.points[i];
            const D x = Lanes::load(across[i]);
            const double top = static_cast<double>(K::top(p));
            const D rim = Lanes::set(top * kFineRim);
            // Nothing of a point without weight is above its top.
            const D least = Lanes::set(p.top > kWeightlessTop ? top * kFineRim : top);
            const D amplitude = Lanes::set(static_cast<double>(p.top));
            for (int j = 0; j < kRowsTogether; ++j) {
                const D rest = Lanes::sub(Lanes::set(band.rest[i][row + j]), x);
                sum[j] = add_kernel(K{}, Lanes::above(rest, least), rest, amplitude, sum[j]);
                if constexpr (kCounts) {
                    count[j] = Lanes::add_where(Lanes::above(rest, rim), count[j],
                                                Lanes::set(static_cast<double>(p.incidents)));
                }
            }
        }
        for (int j = 0; j < kRowsTogether; ++j) {
            Lanes::store(m_block.density[block_row + j] + block_column, sum[j]);
            if constexpr (kCounts) {
                Lanes::store(m_block.incidents[block_row + j] + block_column, count[j]);
            }
        }
    }

public:
    static void move_partial(SweepBlock& block, int band, int leaf, bool counts)
    {
        const F zero = Lanes::set(0.0F);
        for (int row = 0; row < kLeafHeight; ++row) {
            float* const from = block.partial[band][leaf][row];
            move_row(from, block.density[band * kLeafHeight + row] + leaf * kLeafWidth);
            Lanes::store(from, zero);
            if (counts) {
                float* const count = block.partial_incidents[band][leaf][row];
                move_row(count, block.incidents[band * kLeafHeight + row] + leaf * kLeafWidth);
                Lanes::store(count, zero);
            }
        }
        block.partial_points[band][leaf] = 0;
    }

private:
    static void move_row(const float* from, double* to)
    {
        Lanes::store(to, Lanes::add(Lanes::load(to), Lanes::widen_low(from)));
        Lanes::store(to + 8, Lanes::add(Lanes::load(to + 8), Lanes::widen_low(from + 8)));
    }

    const SweepTask& m_task;
    const CellRowSpans& m_spans;
    SweepBlock& m_block;
    const LatticeCell* m_cell = nullptr;
    int m_column = 0;  ///< of the block, where the cell's pixel stands
    bool m_is_fine;
};

/// The first of the cells from `first` to `end` whose pixel is not west of `column`.
inline std::uint32_t first_from(const LatticeCell* cells, std::uint32_t first, std::uint32_t end,
                                std::int64_t column)
{
    for (std::uint32_t count = end - first; count > 0;) {
        const std::uint32_t half = count / 2;
        if (cells[first + half].column < column) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return first;
}

template <class K, bool kCounts>
void sweep_level(const SweepTask& task, const SweepLevel& level, SweepBlock& block)
{
    const bool is_fine = K::kFine || level.radii.least_x < kNarrow || level.radii.least_y < kNarrow;
    const double reach = static_cast<double>(level.radii.largest_y) + level.cell_pixels;
    const double north =
        static_cast<double>(task.first_row + task.begin_band * kLeafHeight) - reach;
    const double south = static_cast<double>(task.first_row + task.end_band * kLeafHeight) + reach;
    for (std::size_t r = 0; r < level.rows; ++r) {
        const std::uint32_t end = level.row_first[r + 1];
        const std::int64_t row = level.cells[level.row_first[r]].row;
        if (static_cast<double>(row) < north || static_cast<double>(row) > south) {
            continue;
        }
        const CellRowSpans spans(task, level, row);
        if (spans.west > spans.east) {
            continue;
        }
        CellSweep<K, kCounts> sweep(task, spans, is_fine, block);
        for (std::uint32_t k =
                 first_from(level.cells, level.row_first[r], end, task.first_column - spans.east);
             k < end && level.cells[k].column + spans.west < task.first_column + kBlockColumns;
             ++k) {
            sweep.draw(level.cells[k]);
        }
    }
}

template <class K, bool kCounts>
void sweep_cells(const SweepTask& task, SweepBlock& block)
{
    const D zero = Lanes::set(0.0);
    for (int row = task.begin_band * kLeafHeight; row < task.end_band * kLeafHeight; ++row) {
        for (int column = 0; column < kBlockColumns; column += 8) {
            Lanes::store(block.density[row] + column, zero);
            Lanes::store(block.incidents[row] + column, zero);
        }
    }
    for (std::size_t k = 0; k < task.level_count; ++k) {
        sweep_level<K, kCounts>(task, task.levels[k], block);
    }
    for (int band = task.begin_band; band < task.end_band; ++band) {
        for (int leaf = 0; leaf < kLeaves; ++leaf) {
            if (block.partial_points[band][leaf] > 0) {
                CellSweep<K, kCounts>::move_partial(block, band, leaf, kCounts);
            }
        }
        if (block.is_changed[band]) {
            finish_band(block, band);
        }
    }
}

template <class K>
void sweep_kernel(const SweepTask& task, SweepBlock& block)
{
    if (task.counts) {
        sweep_cells<K, true>(task, block);
    } else {
        sweep_cells<K, false>(task, block);
    }
}

void sweep(const SweepTask& task, SweepBlock& block)
{
    switch (task.kernel) {
        case Kernel::epanechnikov:
            return sweep_kernel<Epanechnikov>(task, block);
        case Kernel::uniform:
            return sweep_kernel<Uniform>(task, block);
        default:
            return sweep_kernel<Quartic>(task, block);
    }
}

}  // namespace
}  // namespace heatward::density

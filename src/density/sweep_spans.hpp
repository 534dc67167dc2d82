// Which leaves of a block the cells of one row of cells reach. Part of sweep_lanes.hpp.
#pragma once

#include "block_sweep.hpp"

namespace heatward::density {
namespace {

template <class T>
T smaller(T a, T b)
{
    return a < b ? a : b;
}
template <class T>
T larger(T a, T b)
{
    return a > b ? a : b;
}

/// The whole number below or at `value`, which is clipped to what columns can be.
inline int floor_of(double value)
{
    constexpr double kFar = 1e8;
    const double clipped = smaller(larger(value, -kFar), kFar);
    const int cut = static_cast<int>(clipped);
    return static_cast<double>(cut) > clipped ? cut - 1 : cut;
}
inline int ceiling_of(double value) { return -floor_of(-value); }

/// Rows of a leaf summed side by side, so that no addition waits for the one before.
constexpr int kRowsTogether = 8;

/// From `first` to before `end`.
struct Span {
    int first;
    int end;
};

/// Columns, from the cell's pixel, on the rows of a band.
struct BandSpans {
    Span some;                                  ///< that some point may reach on some row
    Span on_rows[kLeafHeight / kRowsTogether];  ///< that some may reach on a group of rows
    Span all;                                   ///< that all points reach on all rows
};

/// The same for all bands of a block: every cell of one row of cells has these spans, moved to its
/// column.
struct CellRowSpans {
    BandSpans bands[kBands];
    int cell_row;  ///< of the block, where the cells' pixels stand
    int west;      ///< columns that some point may reach on some band
    int east;

    CellRowSpans(const SweepTask& task, const SweepLevel& level, std::int64_t row);
};

/// Half the length of the chord at `height` from the centre, both in radii.
inline double half_chord(double limit, double height)
{
    const double rest = limit - height * height;
    return rest > 0 ? __builtin_sqrt(rest) : 0;
}

/// Columns that a point of the cell may reach on `rows` rows from `first_row` on.
inline Span reached_on(const SweepLevel& level, double low, double high, int first_row, int rows)
{
    const double last_row = first_row + rows - 1;
    const double nearest = larger(0.0, larger(low - last_row, first_row - high));
    const double reach_y = static_cast<double>(level.radii.largest_y) * (1 + 1e-6);
    if (nearest > reach_y) {
        return {0, 0};
    }
    const double outer =
        half_chord(1, nearest / reach_y) * static_cast<double>(level.radii.largest_x) * (1 + 1e-6);
    return {ceiling_of(low - outer), floor_of(high + outer) + 1};
}

inline BandSpans band_spans(const SweepLevel& level, int first_row)
{
    const auto wide = [](float value) { return static_cast<double>(value); };
    // The cell's points lie within half a pixel around its pixels.
    const int middle = level.cell_pixels / 2;
    const double low = -middle - 0.5;
    const double high = level.cell_pixels - middle - 0.5;
    const double last_row = first_row + kLeafHeight - 1;
    const double farthest = larger(last_row - low, high - first_row);
    BandSpans spans{};
    spans.some = reached_on(level, low, high, first_row, kLeafHeight);
    if (spans.some.first >= spans.some.end) {
        return spans;
    }
    for (int k = 0; k < kLeafHeight / kRowsTogether; ++k) {
        spans.on_rows[k] =
            reached_on(level, low, high, first_row + k * kRowsTogether, kRowsTogether);
    }
    // A hundred-thousandth keeps rounding from drawing what a point does not reach.
    const double farthest_share = farthest / wide(level.radii.least_y);
    if (farthest_share * farthest_share < 1 - 2e-5) {
        const double inner =
            half_chord(1 - 2e-5, farthest_share) * wide(level.radii.least_x) * (1 - 1e-5);
        spans.all = {ceiling_of(high - inner), floor_of(low + inner) + 1};
    }
    return spans;
}

inline CellRowSpans::CellRowSpans(const SweepTask& task, const SweepLevel& level, std::int64_t row)
    : cell_row(static_cast<int>(row - task.first_row)), west(1), east(0)
{
    bool is_any = false;
    for (int band = task.begin_band; band < task.end_band; ++band) {
        bands[band] = band_spans(level, band * kLeafHeight - cell_row);
        const Span& some = bands[band].some;
        if (some.first < some.end) {
            west = is_any ? smaller(west, some.first) : some.first;
            east = is_any ? larger(east, some.end - 1) : some.end - 1;
            is_any = true;
        }
    }
}

/// Leaves of a band that a cell reaches, and within them those that all of its points reach.
struct LeafRuns {
    int first;
    int full_first;
    int full_end;
    int end;
};

inline LeafRuns leaf_runs(const BandSpans& spans, int column)
{
    // Columns from the block's first may be negative: shifts round down.
    constexpr int kShift = 4;
    static_assert(1 << kShift == kLeafWidth);
    LeafRuns runs{0, 0, 0, 0};
    if (spans.some.first >= spans.some.end) {
        return runs;
    }
    runs.first = larger((spans.some.first + column) >> kShift, 0);
    runs.end = smaller(((spans.some.end - 1 + column) >> kShift) + 1, kLeaves);
    if (runs.first >= runs.end) {
        return runs;
    }
    runs.full_first = larger((spans.all.first + column + kLeafWidth - 1) >> kShift, 0);
    runs.full_end = smaller((spans.all.end + column) >> kShift, kLeaves);
    if (spans.all.first >= spans.all.end || runs.full_first >= runs.full_end) {
        runs.full_first = runs.full_end = runs.end;
    }
    return runs;
}

}  // namespace
}  // namespace heatward::density

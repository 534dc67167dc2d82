#include "raster_sweep.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

#include "block_sweep.hpp"
#include "heatward/core/parallel.hpp"
#include "lattice_cells.hpp"
#include "raster_progress.hpp"

namespace heatward::density {
namespace {

std::int64_t floor_to(std::int64_t value, std::int64_t step)
{
    const std::int64_t rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

/// A frame's window in pixels from the lattice's origin, eastward and southward.
struct Window {
    std::int64_t first_column;
    std::int64_t first_row;
    std::int64_t end_column;
    std::int64_t end_row;

    explicit Window(const GridFrame& frame)
        : first_column(frame.first_column),
          first_row(-frame.first_row_north),
          end_column(first_column + frame.columns),
          end_row(first_row + frame.rows)
    {
    }
};

using Sweep = void (*)(const SweepTask&, SweepBlock&);

Sweep sweep_of(const DensityOptions& options)
{
    const InstructionSet best = best_instruction_set();
    switch (std::min(best, options.instruction_set.value_or(best))) {
#if defined(__x86_64__)
        case InstructionSet::avx512:
            return sweep_avx512;
        case InstructionSet::avx2:
            return sweep_avx2;
#endif
        default:
            return sweep_portable;
    }
}

/// A thread keeps its block: to clear and map its half megabyte would cost more than a tile.
SweepBlock& block_of_thread()
{
    thread_local const std::unique_ptr<SweepBlock> block = std::make_unique<SweepBlock>();
    return *block;
}

/// Hands the block's cells of the window on, in the points' own unit, and says how many.
std::uint64_t take_rows(const SweepTask& task, const Window& window, double amplitude_unit,
                        SweepBlock& block, const TakeRun& take)
{
    const std::int64_t first = std::max(window.first_column, task.first_column);
    const std::int64_t end = std::min(window.end_column, task.first_column + kBlockColumns);
    const std::int64_t at = first - task.first_column;
    const auto begin_row =
        std::max(window.first_row, task.first_row + std::int64_t{task.begin_band} * kLeafHeight) -
        task.first_row;
    const auto end_row =
        std::min(window.end_row, task.first_row + std::int64_t{task.end_band} * kLeafHeight) -
        task.first_row;
    for (std::int64_t row = begin_row; row < end_row; ++row) {
        double* const density = block.density[row] + at;
        for (std::int64_t k = 0; k < end - first; ++k) {
            density[k] *= amplitude_unit;
        }
        take(static_cast<int>(task.first_row + row - window.first_row),
             static_cast<int>(first - window.first_column), static_cast<int>(end - first), density,
             task.counts ? block.incidents[row] + at : nullptr);
    }
    return static_cast<std::uint64_t>(end_row - begin_row) *
           static_cast<std::uint64_t>(end - first);
}

}  // namespace

GridFrame whole_blocks(const GridFrame& frame)
{
    GridFrame whole = frame;
    whole.first_column = floor_to(frame.first_column, kBlockColumns);
    const std::int64_t end =
        floor_to(frame.first_column + frame.columns + kBlockColumns - 1, kBlockColumns);
    whole.columns = static_cast<int>(end - whole.first_column);
    const std::int64_t south = floor_to(frame.first_row_north - frame.rows, kLeafHeight);
    whole.first_row_north = floor_to(frame.first_row_north + kLeafHeight - 1, kLeafHeight);
    whole.rows = static_cast<int>(whole.first_row_north - south);
    return whole;
}

void sweep_raster(const PointIndex& index, const GridFrame& frame, const DensityOptions& options,
                  Swept swept, const TakeRun& take)
{
    if (frame.columns <= 0 || frame.rows <= 0) {
        return;
    }
    const Window window(frame);
    const LatticeCells cells = lattice_cells(index, frame, options.threads);
    std::vector<SweepLevel> levels;
    for (const CellLevel& level : cells.levels) {
        levels.push_back({level.radii, level.cell_pixels, level.cells.data(),
                          level.row_first.data(), level.row_first.size() - 1});
    }
    const std::int64_t west = floor_to(window.first_column, kBlockColumns);
    const std::int64_t north = floor_to(window.first_row, kBlockRows);
    const auto across =
        static_cast<std::size_t>((window.end_column - west + kBlockColumns - 1) / kBlockColumns);
    const auto down =
        static_cast<std::size_t>((window.end_row - north + kBlockRows - 1) / kBlockRows);
    const Sweep sweep = sweep_of(options);
    RasterProgress progress(options.progress, frame.cell_count());
    for_each_index(across * down, options.threads, [&](std::size_t i) {
        SweepTask task;
        task.levels = levels.data();
        task.level_count = levels.size();
        task.points = cells.points.get();
        task.kernel = index.points().kernel;
        task.first_column = west + static_cast<std::int64_t>(i % across) * kBlockColumns;
        task.first_row = north + static_cast<std::int64_t>(i / across) * kBlockRows;
        task.begin_band = static_cast<int>(
            std::max<std::int64_t>(0, (window.first_row - task.first_row) / kLeafHeight));
        task.end_band = static_cast<int>(std::min<std::int64_t>(
            kBands, (window.end_row - task.first_row + kLeafHeight - 1) / kLeafHeight));
        task.counts = swept == Swept::density_and_incidents;
        SweepBlock& block = block_of_thread();
        sweep(task, block);
        progress.done(take_rows(task, window, cells.amplitude_unit, block, take));
    });
    progress.finish();
}

}  // namespace heatward::density

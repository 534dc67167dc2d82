#include "heatward/density/density_raster.hpp"

#include "heatward/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

#include "block_sum.hpp"

namespace heatward::density {
namespace {

/// Cells of a block: its rows stay in the second-level cache while its points are added.
constexpr int kBlockColumns = 256;
constexpr int kBlockRows = 32;

Extent extent_of_block(const GridFrame& frame, const Block& block)
{
    return {frame.centre_x(block.first_column), frame.centre_y(block.first_row + block.rows - 1),
            frame.centre_x(block.first_column + block.columns - 1),
            frame.centre_y(block.first_row)};
}

/// Passes on from the calling thread how many cells all threads have done.
class CellProgress {
public:
    CellProgress(Progress* progress, std::uint64_t cells) : m_progress(progress)
    {
        if (m_progress != nullptr) {
            m_progress->begin("density", cells, "cells");
        }
    }

    void done(std::uint64_t cells)
    {
        m_unreported += cells;
        if (m_progress != nullptr && std::this_thread::get_id() == m_caller) {
            m_progress->advance(m_unreported.exchange(0));
        }
    }

    void finish()
    {
        if (m_progress != nullptr) {
            m_progress->advance(m_unreported.exchange(0));
            m_progress->end();
        }
    }

private:
    Progress* m_progress;
    std::thread::id m_caller = std::this_thread::get_id();
    std::atomic<std::uint64_t> m_unreported{0};
};

}  // namespace

Raster<double> density_raster(const PointIndex& index, const GridFrame& frame,
                              const DensityOptions& options)
{
    Raster<double> raster(frame);
    const int blocks_across = (frame.columns + kBlockColumns - 1) / kBlockColumns;
    const int blocks_down = (frame.rows + kBlockRows - 1) / kBlockRows;
    const auto count =
        static_cast<std::size_t>(blocks_across) * static_cast<std::size_t>(blocks_down);
    CellProgress progress(options.progress, frame.cell_count());
    for_each_index(count, options.threads, [&](std::size_t i) {
        const auto across = static_cast<std::size_t>(blocks_across);
        Block block;
        block.first_column = static_cast<int>(i % across) * kBlockColumns;
        block.first_row = static_cast<int>(i / across) * kBlockRows;
        block.columns = std::min(kBlockColumns, frame.columns - block.first_column);
        block.rows = std::min(kBlockRows, frame.rows - block.first_row);
        std::vector<std::uint32_t> near;
        index.gather(extent_of_block(frame, block), near);
        add_points(index.points(), near, block, raster);
        progress.done(static_cast<std::uint64_t>(block.columns) *
                      static_cast<std::uint64_t>(block.rows));
    });
    progress.finish();
    return raster;
}

Raster<double> density_raster(const KernelPoints& points, const GridFrame& frame,
                              const DensityOptions& options)
{
    return density_raster(PointIndex(points), frame, options);
}

double density_at(const KernelPoints& points, double x, double y) { return sum_at(points, x, y); }

double density_at(const PointIndex& index, double x, double y)
{
    std::vector<std::uint32_t> near;
    index.gather({x, y, x, y}, near);
    return sum_at(index.points(), near, x, y);
}

}  // namespace heatward::density

#include "uniform_correction.hpp"

#include <algorithm>
#include <vector>

#include "heatward/core/parallel.hpp"
#include "heatward/density/edge_correction.hpp"
#include "heatward/density/kernel_shape.hpp"

namespace heatward::maps {
namespace {

constexpr int kBlockSide = 16;

struct Block {
    int first_row;
    int first_column;
    int past_row;
    int past_column;
};

void divide_block(Raster<double>& surface, const Block& block, const PlaneGeometry& geometry,
                  const EdgeTerms& terms)
{
    std::vector<std::size_t> cells;
    std::vector<double> x;
    std::vector<double> y;
    for (int row = block.first_row; row < block.past_row; ++row) {
        for (int column = block.first_column; column < block.past_column; ++column) {
            if (surface.at(row, column) > 0) {
                cells.push_back(surface.index(row, column));
                x.push_back(surface.frame.centre_x(column));
                y.push_back(surface.frame.centre_y(row));
            }
        }
    }
    geometry.to_project(x, y, x, y);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const double mass = terms.mass->at({x[i], y[i]});
        double& value = surface.values[cells[i]];
        value = mass >= density::kSmallestMass ? value / mass : 0.0;
    }
}

/// e = 0 all over; only incidents drawn wider than the layer's bandwidth reach there.
void clear_block(Raster<double>& surface, const Block& block)
{
    for (int row = block.first_row; row < block.past_row; ++row) {
        for (int column = block.first_column; column < block.past_column; ++column) {
            surface.at(row, column) = 0;
        }
    }
}

}  // namespace

void divide_by_mass(Raster<double>& surface, const PlaneGeometry& geometry, const EdgeTerms& terms,
                    unsigned threads)
{
    const GridFrame& frame = surface.frame;
    const double support_m = density::support_radius(terms.kernel, terms.bandwidth_m);
    const double reach_x = support_m * geometry.max_scale_x();
    const double reach_y = support_m * geometry.max_scale_y();
    const int across = (frame.columns + kBlockSide - 1) / kBlockSide;
    const int down = (frame.rows + kBlockSide - 1) / kBlockSide;
    const auto blocks = static_cast<std::size_t>(across) * static_cast<std::size_t>(down);
    for_each_run(blocks, 1, threads, [&](std::size_t number, std::size_t) {
        const int row = static_cast<int>(number / static_cast<std::size_t>(across)) * kBlockSide;
        const int column = static_cast<int>(number % static_cast<std::size_t>(across)) * kBlockSide;
        const Block block{row, column, std::min(row + kBlockSide, frame.rows),
                          std::min(column + kBlockSide, frame.columns)};
        const Extent reach{frame.centre_x(block.first_column) - reach_x,
                           frame.centre_y(block.past_row - 1) - reach_y,
                           frame.centre_x(block.past_column - 1) + reach_x,
                           frame.centre_y(block.first_row) + reach_y};
        if (geometry.mask().border_may_touch(reach)) {
            divide_block(surface, block, geometry, terms);
        } else if (!geometry.mask().contains(reach.min_x, reach.min_y)) {
            clear_block(surface, block);
        }
    });
}

}  // namespace heatward::maps

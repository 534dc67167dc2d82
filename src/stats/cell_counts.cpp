#include "heatward/stats/cell_counts.hpp"

#include <cmath>

#include "heatward/core/error.hpp"
#include "lattice.hpp"

namespace heatward::stats {

std::optional<std::size_t> cell_of(const GridFrame& frame, double x, double y)
{
    const double column = std::floor((x - frame.origin_x) / frame.cell_width) -
                          static_cast<double>(frame.first_column);
    const double row = static_cast<double>(frame.first_row_north) - 1 -
                       std::floor((y - frame.origin_y) / frame.cell_height);
    if (!(column >= 0 && column < frame.columns && row >= 0 && row < frame.rows)) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(frame.columns) +
           static_cast<std::size_t>(column);
}

std::vector<std::uint32_t> counts_per_cell(const GridFrame& frame, std::span<const double> x,
                                           std::span<const double> y)
{
    if (x.size() != y.size()) {
        throw DataError("counting needs an x and a y for each point");
    }
    std::vector<std::uint32_t> counts(frame.cell_count(), 0);
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (const auto cell = cell_of(frame, x[i], y[i])) {
            ++counts[*cell];
        }
    }
    return counts;
}

}  // namespace heatward::stats

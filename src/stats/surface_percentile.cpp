#include "heatward/stats/surface_percentile.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "heatward/core/error.hpp"

namespace heatward::stats {

SurfacePercentile::SurfacePercentile(std::span<const double> values,
                                     std::span<const double> coverage)
{
    if (values.size() != coverage.size()) {
        throw DataError("a percentile needs a share of the study area for each cell");
    }
    std::vector<std::size_t> cells;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (coverage[i] > 0 && !std::isnan(values[i])) {
            cells.push_back(i);
        }
    }
    std::stable_sort(cells.begin(), cells.end(),
                     [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    double covered = 0;
    for (const std::size_t cell : cells) {
        if (m_values.empty() || m_values.back() != values[cell]) {
            m_values.push_back(values[cell]);
            m_below.push_back(covered);
        }
        covered += coverage[cell];
    }
    m_below.push_back(covered);
}

double SurfacePercentile::at(double density) const
{
    if (m_values.empty()) {
        return 0;
    }
    const auto place = std::lower_bound(m_values.begin(), m_values.end(), density);
    const auto index = static_cast<std::size_t>(place - m_values.begin());
    return 100 * m_below[index] / m_below.back();
}

}  // namespace heatward::stats

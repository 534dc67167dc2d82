#pragma once

#include <span>
#include <vector>

namespace heatward::stats {

/// Where a density stands within a surface. Immutable, safe to share between threads.
class SurfacePercentile {
public:
    /// `values` are the surface's cells and `coverage` the share of each in the study area
    /// (equal lengths, DataError otherwise). NaN values are left out.
    SurfacePercentile(std::span<const double> values, std::span<const double> coverage);

    /// The share of the study area, in per cent (0 to 100), whose density is smaller than
    /// `density`. 0 for a surface without cells.
    [[nodiscard]] double at(double density) const;

private:
    std::vector<double> m_values;  ///< distinct, ascending
    std::vector<double> m_below;   ///< coverage of all smaller values; one more entry: of all
};

}  // namespace heatward::stats

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "heatward/core/grid.hpp"

namespace heatward::render {

/// Class numbers are bytes, and 0 is "no class".
inline constexpr std::size_t kMaxClasses = 255;

/// Sorts values into classes by their lower bounds: class i (1 to n) holds
/// bounds[i−1] ≤ v < bounds[i], the last one everything from its bound up. Values below the first
/// bound and NaN have class 0.
class Classification {
public:
    /// Throws DataError where the bounds are more than kMaxClasses, not
    /// strictly ascending or not finite.
    explicit Classification(std::span<const double> lower_bounds);

    /// From a layer's breaks: the lower bounds and then the maximum, which
    /// bounds nothing. Fewer than two breaks make no class at all.
    static Classification from_breaks(std::span<const double> breaks);

    [[nodiscard]] std::size_t class_count() const { return m_bounds.size(); }

    [[nodiscard]] std::uint8_t class_of(double value) const;

    /// Class numbers of all values, rows × columns as given.
    [[nodiscard]] Raster<std::uint8_t> classify(const Raster<double>& values) const;

private:
    std::vector<double> m_bounds;
};

}  // namespace heatward::render

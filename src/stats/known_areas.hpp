#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "heatward/stats/neighbours.hpp"

namespace heatward::stats {

/// The areas of a set that have a value, numbered anew, and which of them adjoin: one without a
/// value is nobody's neighbour.
struct KnownAreas {
    std::vector<std::uint32_t> area;  ///< new number → area of the set
    std::vector<double> deviation;    ///< value − mean of all that have one
    double mean = 0;
    double m2 = 0;  ///< Σ deviation² / n
    Neighbours neighbours;

    [[nodiscard]] std::size_t size() const { return area.size(); }
    /// Σ deviation of the area's neighbours.
    [[nodiscard]] double lag_sum(std::size_t known) const;
    /// `values`, one a known area, at their areas' places in the set; NaN elsewhere.
    [[nodiscard]] std::vector<double> spread(std::span<const double> values,
                                             std::size_t areas) const;
};

/// NaN is no value. Throws DataError where there are not as many values as areas.
KnownAreas known_areas(std::span<const double> values, const Neighbours& neighbours);

}  // namespace heatward::stats

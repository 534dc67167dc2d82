#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "heatward/stats/neighbours.hpp"
#include "heatward/stats/permutation.hpp"

namespace heatward::stats {

/// Of one area: how it and its neighbours lie to the mean, by Moran's scatter plot.
enum class MoranQuadrant : std::uint8_t {
    none,       ///< no value or no neighbour
    high_high,  ///< above the mean among neighbours above it
    low_low,
    high_low,  ///< above the mean among neighbours below it
    low_high,
};

/// "high-high", "low-low", "high-low", "low-high"; empty for none.
std::string_view quadrant_text(MoranQuadrant quadrant);

/// Getis-Ord Gi* of every area, one figure an area, NaN where the area has no value.
struct GiStar {
    std::vector<double> z;
    std::vector<double> p;              ///< two-sided, of the standard normal
    std::vector<double> p_adjusted;     ///< the same by Benjamini & Hochberg
    std::vector<double> p_permutation;  ///< two-sided, of values dealt anew to the neighbours
};

/// Local Moran of every area, likewise; NaN too for areas without a neighbour.
struct LocalMoran {
    std::vector<double> i;
    std::vector<double> z;
    std::vector<double> p;
    std::vector<double> p_adjusted;
    std::vector<double> p_permutation;
    std::vector<MoranQuadrant> quadrant;
};

struct LocalStatistics {
    GiStar gi_star;
    LocalMoran moran;
};

/// Where high or low values gather. NaN values take no part, nor are they anybody's neighbours; all
/// values alike: nothing but NaN.
///
/// Gi* with binary weights and the area itself (Ord & Getis 1995; spdep's localG with self): (Σ xⱼ
/// − k·x̄) / (s·√((n·k − k²)/(n − 1))) over the area and its neighbours, k in all, x̄ and s (over n)
/// of all areas. An island's is that of itself alone.
///
/// Local Moran with row-standardised weights: Iᵢ = zᵢ/m₂ · mean of its neighbours' z, m₂ = Σz²/n
/// (Anselin 1995), with expectation and variance conditional on the area's own value (Sokal, Oden &
/// Thomson 1998; spdep's localmoran(conditional = TRUE)).
///
/// Permutations keep the area's value and deal its neighbours' from all others, without putting
/// back; both statistics are judged by the same draws, and the same seed gives the same p whatever
/// the thread count. O(areas · neighbours · permutations). Throws DataError where there are not as
/// many values as areas.
LocalStatistics local_statistics(std::span<const double> values, const Neighbours& neighbours,
                                 const PermutationOptions& options = {});

}  // namespace heatward::stats

#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "heatward/stats/neighbours.hpp"
#include "heatward/stats/permutation.hpp"

namespace heatward::stats {

/// Moran's I of a whole set.
struct GlobalMoran {
    double i = 0;
    double expectation = 0;    ///< −1/(n − 1)
    double variance = 0;       ///< under randomisation
    double z = 0;              ///< (i − expectation) / √variance
    double p = 1;              ///< two-sided, of the standard normal
    double p_permutation = 1;  ///< two-sided, of the values dealt anew to the areas
    std::size_t areas = 0;     ///< n: those with a value and a neighbour
};

/// Whether neighbours are alike: I = n/S₀ · Σ wᵢⱼ zᵢ zⱼ / Σ zᵢ² with row-standardised weights, its
/// expectation and its variance under randomisation (Cliff & Ord 1981, 2.28 to 2.37; as spdep's
/// moran.test). NaN values take no part; areas without a neighbour count in the mean and in Σ z²,
/// but not in n, as spdep has it. Relative error about 1e-12 · n. Nothing where fewer than four
/// areas have neighbours, or all values are alike.
std::optional<GlobalMoran> global_moran(std::span<const double> values,
                                        const Neighbours& neighbours,
                                        const PermutationOptions& options = {});

}  // namespace heatward::stats

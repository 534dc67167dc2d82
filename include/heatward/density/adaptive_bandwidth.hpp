#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "heatward/core/polygon.hpp"

namespace heatward::density {

struct AdaptiveBandwidthOptions {
    double pilot_sigma_m = 0;   ///< of the fixed-bandwidth pilot density
    double global_sigma_m = 0;  ///< h₀: the geometric mean of the untrimmed bandwidths
    double trim = 5;            ///< no bandwidth exceeds trim · h₀; infinity: none is trimmed
    /// Divides the pilot by the kernel's mass inside (uniform edge correction); null: uncorrected.
    const ProjectedMultiPolygon* window = nullptr;
    int threads = 0;  ///< 0: as many as there are cores
};

/// A bandwidth for each incident.
struct AdaptiveBandwidths {
    std::vector<double> sigma_m;  ///< one an incident, in the order given
    double gamma_m = 0;           ///< geometric mean of pilot^(−½) over the incidents
    std::size_t trimmed = 0;      ///< incidents whose bandwidth was trimmed
};

/// Abramson's square-root law (Abramson 1982, Annals of Statistics 10: 1217-1223; scaled as by
/// Silverman 1986, section 5.3, and R's sparr):
///
///     hᵢ = h₀ · min(f(xᵢ)^(−½)/γ, trim),   γ = exp(mean of log f(xⱼ)^(−½)),
///
/// with the Gaussian pilot density f(x) = (1/n) Σⱼ K(x − xⱼ; pilot σ) per m², one's own kernel
/// included. Trimming at 5 geometric means is sparr's default (after Hall & Marron 1988). sparr
/// reads its pilot from a grid of pixels and scales it to 1 over the window; the scale cancels in
/// hᵢ but not in γ. Relative error below 1e-7.
///
/// Throws DataError for no incident, a place that is not finite, or a pilot, h₀ or trim that is not
/// above 0.
AdaptiveBandwidths adaptive_bandwidths(std::span<const double> x_m, std::span<const double> y_m,
                                       const AdaptiveBandwidthOptions& options);

}  // namespace heatward::density

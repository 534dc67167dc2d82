#pragma once

#include "heatward/core/polygon.hpp"
#include "heatward/density/incident_places.hpp"
#include "heatward/density/selected_bandwidth.hpp"

namespace heatward::density {

/// The point-process likelihood cross-validation of σ (Loader 1999, Local Regression and
/// Likelihood, section 5.3; bw.ppl of R's spatstat),
///
///     LCV(σ) = Σᵢ log λ₋ᵢ(xᵢ) − ∫_W λ(u) du,   λ₋ᵢ(xᵢ) = Σ_{j≠i} K(xᵢ − xⱼ; σ)/e(xⱼ),
///
/// with Diggle's edge correction, e(x) being the kernel's mass inside the window W, so that the
/// integral is the number of incidents exactly. (spatstat divides by e(xᵢ) instead and integrates
/// on pixels; on Cambridge's robberies the two optima differ by 1 %.) Other incidents at the same
/// place count in λ₋ᵢ, one's own kernel does not. An incident far from all others counts by the
/// logarithm of their Gaussians, which are not cut. Relative error of each λ₋ᵢ below 1e-6.
///
/// The places lie inside the window. Throws DataError for fewer than two places, or a window
/// without area.
double likelihood_criterion(const IncidentPlaces& places, const ProjectedMultiPolygon& window,
                            double sigma_m, int threads = 0);

/// σ of the largest likelihood_criterion(), to 1 part in 1,000, searched from the smallest distance
/// between two places to half the diagonal of the window. Throws as above.
SelectedBandwidth likelihood_bandwidth(const IncidentPlaces& places,
                                       const ProjectedMultiPolygon& window,
                                       const BandwidthSearchOptions& options = {});

}  // namespace heatward::density

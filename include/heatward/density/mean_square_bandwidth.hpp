#pragma once

#include <vector>

#include "heatward/core/polygon.hpp"
#include "heatward/density/incident_places.hpp"
#include "heatward/density/selected_bandwidth.hpp"

namespace heatward::density {

/// The mean square error of a moving average over discs, by σ; columns of equal length.
struct MeanSquareCriterion {
    std::vector<double> sigma_m;  ///< evenly spaced
    std::vector<double> value;    ///< M(h) at h = 2σ; comparable within one data set
};

/// The criterion of Berman & Diggle (1989, Journal of the Royal Statistical Society B 51: 81-92;
/// bw.diggle of R's spatstat): up to a constant and λ², the mean square error of the
/// intensity estimated by discs of radius h in a stationary Cox process,
///
///     M(h) = (1/λ − 2K(h))/πh² + (πh²)⁻² ∫₀^{2h} 2h²(acos y − y√(1 − y²)) dK(t),  y = t/2h,
///
/// where a disc of radius h has the standard deviation σ = h/2 along each axis. K is Ripley's
/// function with the rigid-motion correction (Ohser & Stoyan 1981):
///
///     K(r) = |W|²/(n(n − 1)) · Σ over pairs i ≠ j, d ≤ r, of 1/γ(d),
///
/// γ the isotropic_set_covariance() of the window. As in spatstat r has 512 even steps up to the
/// smaller of a quarter of the window's shorter side and √(1000/πλ), and h at most half of
/// that. Pairs at one place count in the integral too (spatstat leaves them out of it).
///
/// The places lie inside the window. Throws DataError for fewer than two places, a window without
/// area, or more pairs of places in reach than 4e9.
MeanSquareCriterion mean_square_criterion(const IncidentPlaces& places,
                                          const ProjectedMultiPolygon& window, int threads = 0);

/// The σ of the smallest M, a step of the criterion (1/1022 of the largest r). Where incidents
/// that share a place are more than about one for each incident, M falls without
/// bound towards 0 and the answer is the first step: the note says so. Throws as above.
SelectedBandwidth mean_square_bandwidth(const IncidentPlaces& places,
                                        const ProjectedMultiPolygon& window,
                                        const BandwidthSearchOptions& options = {});

}  // namespace heatward::density

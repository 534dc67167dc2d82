#pragma once

#include "heatward/core/polygon.hpp"
#include "heatward/density/incident_places.hpp"
#include "heatward/density/selected_bandwidth.hpp"

namespace heatward::density {

/// Σᵢ 1/λ(xᵢ) in m², λ(xᵢ) = Σⱼ K(xᵢ − xⱼ; σ) with one's own kernel and without edge correction
/// (Cronie & van Lieshout 2018, Biometrika 105: 455-462). By Campbell's formula it estimates the
/// area of the window. Relative error below 1e-7.
double inverse_density_sum(const IncidentPlaces& places, double sigma_m, int threads = 0);

/// The σ that minimises (|W| − Σᵢ 1/λ(xᵢ))² (bw.CvL of R's spatstat): where the sum first rises
/// to the window's area, to 1 part in 10,000, searched over the same range as
/// likelihood_bandwidth(). Throws DataError for fewer than two places, or a window
/// without area.
SelectedBandwidth inverse_sum_bandwidth(const IncidentPlaces& places,
                                        const ProjectedMultiPolygon& window,
                                        const BandwidthSearchOptions& options = {});

}  // namespace heatward::density

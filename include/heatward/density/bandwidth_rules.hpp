#pragma once

#include "heatward/density/incident_places.hpp"
#include "heatward/density/selected_bandwidth.hpp"

namespace heatward::density {

/// Scott's rule (Scott 1992, Multivariate Density Estimation, section 6.3.1; bw.scott of R's
/// spatstat): per axis sd·n^(−1/6) with the sample standard deviation (n − 1), and of the two axes
/// the geometric mean. Right for one normal cluster; too wide for several.
///
/// Throws DataError for fewer than two incidents, all at one place, or all on one line along an
/// axis, whose mean would be 0; and where the variances or their product are not finite.
SelectedBandwidth scott_bandwidth(const IncidentPlaces& places);

/// Silverman's rule of thumb in two dimensions (Silverman 1986, Density Estimation for
/// Statistics and Data Analysis, equation 4.14 with A = 1 for the Gaussian kernel):
/// σ̂·n^(−1/6), where σ̂² is the mean of the two axes' sample variances. Equal to scott
/// where both axes spread alike, wider otherwise.
///
/// Throws DataError for fewer than two incidents, all at one place, or variances that are not
/// finite.
SelectedBandwidth silverman_bandwidth(const IncidentPlaces& places);

}  // namespace heatward::density

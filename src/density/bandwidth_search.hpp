#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/core/polygon.hpp"
#include "heatward/density/incident_places.hpp"
#include "heatward/density/selected_bandwidth.hpp"

namespace heatward::density {

/// Throws DataError for fewer than two incidents, or all at one place.
void require_two_places(const IncidentPlaces& places);

/// Throws DataError for a window without area, or whose area or squared diagonal is not finite.
double window_area_m2(const ProjectedMultiPolygon& window);

/// What a cross-validating selector tries: from the smallest distance between two places (as
/// spatstat does; at least 1/65,536 of the highest, below which places are one) to half
/// the diagonal of the window's bounding rectangle.
SearchRange search_range(const std::vector<double>& nearest_m, const ProjectedMultiPolygon& window);

inline constexpr std::size_t kCoarseSteps = 32;  ///< bandwidths tried, geometrically spaced
inline constexpr std::size_t kRefinements = 14;  ///< evaluations that narrow the best of them

/// σ in `range` where `criterion` is largest: the best of kCoarseSteps, narrowed by the golden
/// section between its neighbours to 1 part in 1,000. −∞ is allowed; of equal
/// values the first counts.
double maximise(const SearchRange& range, const std::function<double(double)>& criterion);

/// σ in `range` where `difference` first crosses 0 from below between two of kCoarseSteps, to 1
/// part in 10,000; without such a crossing that of the steps, the range's ends among them, where it
/// is nearest to 0 (the narrower of equals).
double first_rise(const SearchRange& range, const std::function<double(double)>& difference);

/// Whether σ stands at the end of its range (within 1 part in 1,000).
bool is_at_lowest(double sigma_m, const SearchRange& range);
bool is_at_highest(double sigma_m, const SearchRange& range);

/// What speaks against the figure `selector` gave: an optimum at an end of its range, a
/// σ below the median distance between neighbouring places, or (for selectors that are
/// drawn to repeats) half of the incidents sharing their places. Empty otherwise.
std::string degeneracy_note(const SelectedBandwidth& selected, const IncidentPlaces& places,
                            const std::vector<double>& nearest_m, bool is_drawn_to_repeats);

/// A stage of Progress over the bandwidths tried; every evaluation is a step.
class SearchProgress {
public:
    SearchProgress(Progress* progress, std::string_view stage, std::size_t steps);
    SearchProgress(const SearchProgress&) = delete;
    SearchProgress& operator=(const SearchProgress&) = delete;
    ~SearchProgress();
    void advance();

private:
    Progress* m_progress;
    std::size_t m_left;
};

}  // namespace heatward::density

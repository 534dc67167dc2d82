#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "heatward/core/progress.hpp"
#include "heatward/density/bandwidth_selector.hpp"

namespace heatward::pipeline {

/// What `heatward bandwidth` is asked for.
struct BandwidthChoiceOptions {
    std::string input;  ///< any GDAL point source or a CSV
    std::string x_column;
    std::string y_column;
    std::string crs;
    std::string window;  ///< polygons that bound the study area; empty: the points' convex hull
    int threads = 0;     ///< 0: as many as there are cores
};

/// One selector's answer, or why it has none.
struct SelectorAnswer {
    density::BandwidthSelector selector = density::BandwidthSelector::scott;
    std::optional<density::SelectedBandwidth> selected;
    std::string failure;  ///< where nothing was selected
};

struct BandwidthChoice {
    std::vector<SelectorAnswer> answers;  ///< one a selector, in the selectors' order
    std::size_t incidents = 0;            ///< inside the window
    std::size_t places = 0;               ///< distinct ones
    double repeated_share = 0;            ///< of the incidents that share a place
    bool is_hull = false;                 ///< the window is the convex hull of the points
    double window_area_m2 = 0;            ///< 0 where all points lie on one line
};

/// Every selector's bandwidth for a point file. Incidents count once each, whatever their weight.
/// Without a window the convex hull of the points is taken: of all windows that hold them and have
/// no dents it claims the least ground in which nothing was recorded.
///
/// Throws DataError for input that cannot be used: fewer than two points in the window, all
/// points at one place, a reference system that is not in metres.
BandwidthChoice choose_bandwidths(const BandwidthChoiceOptions& options, Progress& progress);

}  // namespace heatward::pipeline

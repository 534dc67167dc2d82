#pragma once

#include <optional>
#include <string>

#include "heatward/core/progress.hpp"

namespace heatward::density {

/// Bandwidths that a search tried, as Gaussian σ in metres.
struct SearchRange {
    double lowest_m = 0;
    double highest_m = 0;
};

/// A bandwidth as a selector gives it.
struct SelectedBandwidth {
    double sigma_m = 0;                   ///< standard deviation of a Gaussian along each axis
    std::optional<SearchRange> searched;  ///< absent for rules, which search nothing
    std::string note;  ///< why the figure may mean little; empty where nothing speaks against it
};

struct BandwidthSearchOptions {
    int threads = 0;               ///< 0: as many as there are cores
    Progress* progress = nullptr;  ///< told of a stage of its own, from the calling thread
};

}  // namespace heatward::density

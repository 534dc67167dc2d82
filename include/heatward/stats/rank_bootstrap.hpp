#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace heatward::stats {

/// Incidents of one area that weigh alike.
struct WeightedCount {
    std::uint32_t area = 0;
    double weight = 1;  ///< of one incident
    std::uint64_t count = 0;
};

struct RankBootstrapOptions {
    std::uint32_t draws = 1000;
    std::uint32_t top = 10;  ///< N of "among the top N"
    std::uint64_t seed = 1;
    unsigned threads = 1;  ///< without influence on the result; 0: as many as there are cores
};

/// Of each area, over the draws.
struct RankBootstrap {
    std::vector<std::uint32_t> low;   ///< ⌈0.025·draws⌉-th best rank
    std::vector<std::uint32_t> high;  ///< ⌈0.975·draws⌉-th best rank
    std::vector<double> top_share;    ///< share of draws in which it is among the top N
};

/// How firm a ranking of areas by their summed weight is. Each draw replaces every count by a
/// Poisson number of that mean (the Poisson bootstrap of incidents: Hanley & MacGibbon 2006,
/// *Computer Methods and Programs in Biomedicine* 83: 57–62; of ranks: Goldstein & Spiegelhalter
/// 1996, *JRSS A* 159: 385–443) and ranks the areas anew, ties sharing the better rank. An area is
/// among the top N where fewer than N areas are strictly above it and it has any weight in the
/// draw. Counts of 0 stay 0. Each draw has a random stream of its own. O(draws · areas · log
/// areas). Throws DataError for an area out of range, cells not ascending by area, a negative or
/// non-finite weight, or no draws.
RankBootstrap bootstrap_ranks(std::size_t areas, std::span<const WeightedCount> cells,
                              const RankBootstrapOptions& options = {});

/// At least this share of draws among the top N is called firm, at least kFragileShare fragile.
inline constexpr double kFirmShare = 0.95;
inline constexpr double kFragileShare = 0.05;

/// "firm", "fragile", or empty for an area that chance alone hardly brings into the top N.
std::string_view top_stability(double top_share);

}  // namespace heatward::stats

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "heatward/core/point.hpp"
#include "heatward/core/time.hpp"
#include "heatward/stats/permutation.hpp"

namespace heatward::stats {

/// More incidents than this are refused: pairs grow with their square.
inline constexpr std::size_t kMaxKnoxIncidents = 200'000;
/// Pairs near in space that are held in memory, 8 bytes each.
inline constexpr std::size_t kMaxKnoxPairs = 40'000'000;

/// An incident's place and time.
struct PlacedTime {
    ProjectedPoint place;
    WallMinutes time = 0;
};

/// What counts as near.
struct KnoxWindow {
    double distance_m = 200;      ///< at most this far apart
    WallMinutes minutes = 20160;  ///< and at most this long, 14 days
};

/// Whether incidents that are near in space are near in time more often than chance has it.
struct Knox {
    std::uint64_t near_in_space = 0;  ///< pairs
    std::uint64_t near_in_time = 0;
    std::uint64_t near_in_both = 0;
    double expected = 0;  ///< of near_in_both where time has nothing to do with place
    double ratio = 0;     ///< near_in_both / expected; NaN where none is expected
    double p = 1;         ///< one-sided, of times dealt anew to the places
};

/// Knox's test for near repeats (Knox 1964, Applied Statistics 13) with the permutation p-value of
/// (times as many pairs or more + 1)/(permutations + 1). Times must be known as finely as the
/// window; the caller sees to that. O(pairs near in space × permutations). Throws DataError for a
/// window that is not above 0, for more than kMaxKnoxIncidents, and for more than kMaxKnoxPairs
/// near in space.
Knox knox_test(std::span<const PlacedTime> incidents, const KnoxWindow& window,
               const PermutationOptions& options = {});

/// The same of several groups, such as sources that may each record one event: only pairs within a
/// group count, `expected` is the sum of the groups' own, and times are dealt anew within each
/// group. Figures are those of all groups together, and so are the bounds.
Knox knox_test_within(std::span<const std::vector<PlacedTime>> groups, const KnoxWindow& window,
                      const PermutationOptions& options = {});

}  // namespace heatward::stats

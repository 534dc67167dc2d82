#include "heatward/stats/knox.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/core/parallel.hpp"
#include "heatward/stats/random_stream.hpp"

namespace heatward::stats {
namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

void require_usable(std::size_t incidents, const KnoxWindow& window)
{
    if (!(window.distance_m > 0) || !std::isfinite(window.distance_m) || window.minutes <= 0) {
        throw DataError("a near-repeat window must be wider than 0 metres and 0 minutes");
    }
    if (incidents > kMaxKnoxIncidents) {
        throw DataError(
            fmt::format("the near-repeat test takes at most {} incidents, not {}; choose "
                        "a kind, a source or a shorter period",
                        kMaxKnoxIncidents, incidents));
    }
}

/// Pairs at most `distance_m` apart, by a sweep from west to east.
std::vector<Pair> pairs_near_in_space(std::span<const PlacedTime> incidents, double distance_m)
{
    std::vector<std::uint32_t> eastward(incidents.size());
    std::iota(eastward.begin(), eastward.end(), 0U);
    std::sort(eastward.begin(), eastward.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::pair(incidents[a].place.x, a) < std::pair(incidents[b].place.x, b);
    });
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < eastward.size(); ++i) {
        const ProjectedPoint here = incidents[eastward[i]].place;
        for (std::size_t j = i + 1; j < eastward.size(); ++j) {
            const ProjectedPoint there = incidents[eastward[j]].place;
            if (there.x - here.x > distance_m) {
                break;
            }
            // Most of the strip lies far to the north or south, and roots are dear.
            if (std::abs(there.y - here.y) <= distance_m &&
                std::hypot(there.x - here.x, there.y - here.y) <= distance_m) {
                if (pairs.size() == kMaxKnoxPairs) {
                    throw DataError(
                        fmt::format("more than {} pairs of incidents lie within {} m; choose a "
                                    "shorter distance",
                                    kMaxKnoxPairs, distance_m));
                }
                pairs.emplace_back(eastward[i], eastward[j]);
            }
        }
    }
    return pairs;
}

std::uint64_t pairs_near_in_time(std::vector<WallMinutes> times, WallMinutes minutes)
{
    std::sort(times.begin(), times.end());
    std::uint64_t pairs = 0;
    std::size_t first = 0;
    for (std::size_t i = 0; i < times.size(); ++i) {
        while (times[i] - times[first] > minutes) {
            ++first;
        }
        pairs += i - first;
    }
    return pairs;
}

std::uint64_t near_in_both(std::span<const Pair> pairs, std::span<const WallMinutes> times,
                           WallMinutes minutes)
{
    std::uint64_t count = 0;
    for (const auto& [a, b] : pairs) {
        count += std::abs(times[a] - times[b]) <= minutes ? 1U : 0U;
    }
    return count;
}

/// How many of the deals have as many pairs or more.
std::uint32_t deals_that_reach(std::uint64_t observed, std::span<const Pair> pairs,
                               std::span<const WallMinutes> times, WallMinutes minutes,
                               const PermutationOptions& options)
{
    std::vector<char> reaches(options.permutations, 0);
    for_each_index(reaches.size(), static_cast<int>(options.threads), [&](std::size_t draw) {
        RandomStream random(options.seed, draw);
        std::vector<WallMinutes> dealt(times.begin(), times.end());
        for (std::size_t left = dealt.size(); left > 1; --left) {
            std::swap(dealt[left - 1], dealt[random.below(static_cast<std::uint32_t>(left))]);
        }
        reaches[draw] = near_in_both(pairs, dealt, minutes) >= observed ? 1 : 0;
    });
    return static_cast<std::uint32_t>(std::count(reaches.begin(), reaches.end(), 1));
}

}  // namespace

Knox knox_test(std::span<const PlacedTime> incidents, const KnoxWindow& window,
               const PermutationOptions& options)
{
    require_usable(incidents.size(), window);
    std::vector<WallMinutes> times;
    for (const PlacedTime& incident : incidents) {
        times.push_back(incident.time);
    }
    const std::vector<Pair> pairs = pairs_near_in_space(incidents, window.distance_m);
    Knox result;
    result.near_in_space = pairs.size();
    result.near_in_time = pairs_near_in_time(times, window.minutes);
    result.near_in_both = near_in_both(pairs, times, window.minutes);
    const auto n = static_cast<double>(incidents.size());
    const double all = n * (n - 1) / 2;
    result.expected = all > 0 ? static_cast<double>(result.near_in_space) *
                                    static_cast<double>(result.near_in_time) / all
                              : 0;
    result.ratio = result.expected > 0 ? static_cast<double>(result.near_in_both) / result.expected
                                       : std::numeric_limits<double>::quiet_NaN();
    if (result.expected > 0) {
        const auto reached =
            deals_that_reach(result.near_in_both, pairs, times, window.minutes, options);
        result.p = (reached + 1.0) / (options.permutations + 1.0);
    }
    return result;
}

}  // namespace heatward::stats

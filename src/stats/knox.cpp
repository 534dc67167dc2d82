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

/// Groups one behind the other.
struct Groups {
    std::vector<Pair> pairs;  ///< near in space, both of one group
    std::vector<WallMinutes> times;
    std::vector<std::size_t> ends;  ///< of each group, in `times`
};

/// Adds the group's pairs at most `distance_m` apart, by a sweep from west to east; its first
/// incident has the number `first`.
void add_pairs_near_in_space(std::span<const PlacedTime> incidents, double distance_m,
                             std::uint32_t first, std::vector<Pair>& pairs)
{
    std::vector<std::uint32_t> eastward(incidents.size());
    std::iota(eastward.begin(), eastward.end(), 0U);
    std::sort(eastward.begin(), eastward.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::pair(incidents[a].place.x, a) < std::pair(incidents[b].place.x, b);
    });
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
                pairs.emplace_back(first + eastward[i], first + eastward[j]);
            }
        }
    }
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

/// Deals the times from `begin` to `end` anew.
void deal(std::vector<WallMinutes>& times, std::size_t begin, std::size_t end, RandomStream& random)
{
    for (std::size_t left = end - begin; left > 1; --left) {
        std::swap(times[begin + left - 1],
                  times[begin + random.below(static_cast<std::uint32_t>(left))]);
    }
}

/// How many of the deals have as many pairs or more.
std::uint32_t deals_that_reach(std::uint64_t observed, const Groups& groups, WallMinutes minutes,
                               const PermutationOptions& options)
{
    std::vector<char> reaches(options.permutations, 0);
    for_each_index(reaches.size(), static_cast<int>(options.threads), [&](std::size_t draw) {
        RandomStream random(options.seed, draw);
        std::vector<WallMinutes> dealt = groups.times;
        std::size_t begin = 0;
        for (const std::size_t end : groups.ends) {
            deal(dealt, begin, end, random);
            begin = end;
        }
        reaches[draw] = near_in_both(groups.pairs, dealt, minutes) >= observed ? 1 : 0;
    });
    return static_cast<std::uint32_t>(std::count(reaches.begin(), reaches.end(), 1));
}

/// Adds a group, and its figures to the result.
void add_group(std::span<const PlacedTime> incidents, const KnoxWindow& window, Groups& groups,
               Knox& result)
{
    const std::size_t pairs_before = groups.pairs.size();
    add_pairs_near_in_space(incidents, window.distance_m,
                            static_cast<std::uint32_t>(groups.times.size()), groups.pairs);
    std::vector<WallMinutes> times;
    for (const PlacedTime& incident : incidents) {
        times.push_back(incident.time);
    }
    groups.times.insert(groups.times.end(), times.begin(), times.end());
    groups.ends.push_back(groups.times.size());
    const std::uint64_t near_in_space = groups.pairs.size() - pairs_before;
    const std::uint64_t near_in_time = pairs_near_in_time(std::move(times), window.minutes);
    const auto n = static_cast<double>(incidents.size());
    const double all = n * (n - 1) / 2;
    result.near_in_space += near_in_space;
    result.near_in_time += near_in_time;
    result.expected +=
        all > 0 ? static_cast<double>(near_in_space) * static_cast<double>(near_in_time) / all : 0;
}

}  // namespace

Knox knox_test(std::span<const PlacedTime> incidents, const KnoxWindow& window,
               const PermutationOptions& options)
{
    const std::vector<PlacedTime> group(incidents.begin(), incidents.end());
    return knox_test_within({&group, 1}, window, options);
}

Knox knox_test_within(std::span<const std::vector<PlacedTime>> groups, const KnoxWindow& window,
                      const PermutationOptions& options)
{
    std::size_t incidents = 0;
    for (const std::vector<PlacedTime>& group : groups) {
        incidents += group.size();
    }
    require_usable(incidents, window);
    Groups laid;
    Knox result;
    for (const std::vector<PlacedTime>& group : groups) {
        add_group(group, window, laid, result);
    }
    result.near_in_both = near_in_both(laid.pairs, laid.times, window.minutes);
    result.ratio = result.expected > 0 ? static_cast<double>(result.near_in_both) / result.expected
                                       : std::numeric_limits<double>::quiet_NaN();
    if (result.expected > 0) {
        const auto reached = deals_that_reach(result.near_in_both, laid, window.minutes, options);
        result.p = (reached + 1.0) / (options.permutations + 1.0);
    }
    return result;
}

}  // namespace heatward::stats

#include "heatward/stats/matched_areas.hpp"

#include <algorithm>
#include <cmath>

namespace heatward::stats {

double count_distance(std::span<const double> a, std::span<const double> b)
{
    if (a.empty()) {
        return 0;
    }
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double apart = std::sqrt(a[i]) - std::sqrt(b[i]);
        sum += apart * apart;
    }
    return std::sqrt(sum / static_cast<double>(a.size()));
}

std::vector<MatchedArea> most_alike(std::span<const double> target,
                                    std::span<const std::vector<double>> candidates,
                                    std::size_t wanted)
{
    std::vector<MatchedArea> all;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        all.push_back({i, count_distance(target, candidates[i])});
    }
    std::stable_sort(all.begin(), all.end(), [](const MatchedArea& a, const MatchedArea& b) {
        return a.distance < b.distance;
    });
    all.resize(std::min(wanted, all.size()));
    return all;
}

}  // namespace heatward::stats

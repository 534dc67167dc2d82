#include "heatward/stats/false_discovery.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::stats {

std::vector<double> adjust_benjamini_hochberg(std::span<const double> p_values)
{
    std::vector<std::size_t> descending;
    for (std::size_t i = 0; i < p_values.size(); ++i) {
        if (std::isnan(p_values[i])) {
            continue;
        }
        if (p_values[i] < 0 || p_values[i] > 1) {
            throw DataError(fmt::format("{} is no p-value", p_values[i]));
        }
        descending.push_back(i);
    }
    std::sort(descending.begin(), descending.end(), [&](std::size_t a, std::size_t b) {
        return p_values[a] > p_values[b] || (p_values[a] == p_values[b] && a > b);
    });
    std::vector<double> adjusted(p_values.begin(), p_values.end());
    const auto n = static_cast<double>(descending.size());
    double least = 1;
    double rank = n;
    for (const std::size_t i : descending) {
        least = std::min(least, p_values[i] * n / rank);
        adjusted[i] = least;
        --rank;
    }
    return adjusted;
}

}  // namespace heatward::stats

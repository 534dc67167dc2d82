#include "heatward/stats/rank.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace heatward::stats {

std::vector<std::uint32_t> competition_ranks(std::span<const double> values)
{
    std::vector<std::size_t> order;
    order.reserve(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isnan(values[i])) {
            order.push_back(i);
        }
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return values[a] > values[b]; });
    std::vector<std::uint32_t> ranks(values.size(), 0);
    for (std::size_t place = 0; place < order.size(); ++place) {
        const bool is_tie = place > 0 && values[order[place]] == values[order[place - 1]];
        ranks[order[place]] =
            is_tie ? ranks[order[place - 1]] : static_cast<std::uint32_t>(place + 1);
    }
    return ranks;
}

}  // namespace heatward::stats

#include "heatward/stats/permutation.hpp"

#include <algorithm>

namespace heatward::stats {

double permutation_p(std::uint32_t at_least, std::uint32_t at_most, std::uint32_t permutations)
{
    const double rarer = std::min(at_least, at_most);
    return std::min(1.0, 2 * (rarer + 1) / (permutations + 1.0));
}

}  // namespace heatward::stats

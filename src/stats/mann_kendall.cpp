#include "heatward/stats/mann_kendall.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>
#include <vector>

#include "heatward/stats/normal.hpp"

namespace heatward::stats {
namespace {

/// t(t − 1)(2t + 5), what a group of t equal values takes from 18 × the variance.
double pairs_term(double t) { return t * (t - 1) * (2 * t + 5); }

double variance_of(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    double sum = pairs_term(static_cast<double>(values.size()));
    for (auto group = values.begin(); group != values.end();) {
        const auto end = std::upper_bound(group, values.end(), *group);
        sum -= pairs_term(static_cast<double>(end - group));
        group = end;
    }
    return sum / 18;
}

}  // namespace

MannKendall mann_kendall(std::span<const double> values)
{
    std::vector<double> known;
    std::copy_if(values.begin(), values.end(), std::back_inserter(known),
                 [](double value) { return !std::isnan(value); });
    MannKendall result;
    result.values = known.size();
    for (std::size_t later = 1; later < known.size(); ++later) {
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            result.s +=
                (known[later] > known[earlier] ? 1 : 0) - (known[later] < known[earlier] ? 1 : 0);
        }
    }
    result.variance = variance_of(std::move(known));
    if (result.s != 0 && result.variance > 0) {
        const double step = result.s > 0 ? 1 : -1;
        result.z = (static_cast<double>(result.s) - step) / std::sqrt(result.variance);
        result.p = two_sided_p(result.z);
    }
    return result;
}

}  // namespace heatward::stats

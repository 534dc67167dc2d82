#include "heatward/stats/empirical_bayes.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

/// The distribution that the areas' rates are drawn from.
struct Prior {
    double mean = 0;
    double variance = 0;
};

Prior prior_of(std::span<const AreaExposure> areas, std::span<const std::size_t> members)
{
    double count = 0;
    double exposure = 0;
    for (const std::size_t i : members) {
        count += areas[i].count;
        exposure += areas[i].exposure;
    }
    Prior prior{count / exposure, 0};
    double spread = 0;
    for (const std::size_t i : members) {
        const double difference = areas[i].count / areas[i].exposure - prior.mean;
        spread += areas[i].exposure * difference * difference;
    }
    const double mean_exposure = exposure / static_cast<double>(members.size());
    prior.variance = std::max(0.0, spread / exposure - prior.mean / mean_exposure);
    return prior;
}

void estimate(std::span<const AreaExposure> areas, std::span<const std::size_t> members,
              std::vector<double>& rates)
{
    const Prior prior = prior_of(areas, members);
    for (const std::size_t i : members) {
        const double own = areas[i].count / areas[i].exposure;
        const double chance = prior.mean / areas[i].exposure;
        rates[i] = prior.variance > 0 ? prior.mean + prior.variance * (own - prior.mean) /
                                                         (prior.variance + chance)
                                      : prior.mean;
    }
}

}  // namespace

std::vector<double> empirical_bayes_rates(std::span<const AreaExposure> areas)
{
    const std::vector<std::size_t> one_group(areas.size(), 0);
    return empirical_bayes_rates(areas, one_group);
}

std::vector<double> empirical_bayes_rates(std::span<const AreaExposure> areas,
                                          std::span<const std::size_t> group)
{
    if (group.size() != areas.size()) {
        throw DataError(fmt::format("{} areas have {} groups", areas.size(), group.size()));
    }
    std::map<std::size_t, std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (areas[i].exposure > 0) {
            members[group[i]].push_back(i);
        }
    }
    std::vector<double> rates(areas.size(), std::numeric_limits<double>::quiet_NaN());
    for (const auto& [_, of_group] : members) {
        estimate(areas, of_group, rates);
    }
    return rates;
}

}  // namespace heatward::stats

#include "known_areas.hpp"

#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

constexpr std::uint32_t kUnknown = 0xFFFFFFFF;

void take_deviations(std::span<const double> values, KnownAreas& known)
{
    const auto n = static_cast<double>(known.size());
    for (const std::uint32_t area : known.area) {
        known.mean += values[area];
    }
    known.mean /= n;
    for (const std::uint32_t area : known.area) {
        const double deviation = values[area] - known.mean;
        known.deviation.push_back(deviation);
        known.m2 += deviation * deviation;
    }
    known.m2 /= n;
}

}  // namespace

double KnownAreas::lag_sum(std::size_t known) const
{
    double sum = 0;
    for (const std::uint32_t neighbour : neighbours.of(known)) {
        sum += deviation[neighbour];
    }
    return sum;
}

std::vector<double> KnownAreas::spread(std::span<const double> values, std::size_t areas) const
{
    std::vector<double> spread_out(areas, std::numeric_limits<double>::quiet_NaN());
    for (std::size_t k = 0; k < area.size(); ++k) {
        spread_out[area[k]] = values[k];
    }
    return spread_out;
}

KnownAreas known_areas(std::span<const double> values, const Neighbours& neighbours)
{
    if (values.size() != neighbours.size()) {
        throw DataError(fmt::format("{} areas have {} values", neighbours.size(), values.size()));
    }
    KnownAreas known;
    std::vector<std::uint32_t> number(values.size(), kUnknown);
    for (std::uint32_t area = 0; area < values.size(); ++area) {
        if (!std::isnan(values[area])) {
            number[area] = static_cast<std::uint32_t>(known.area.size());
            known.area.push_back(area);
        }
    }
    if (known.area.empty()) {
        return known;
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const std::uint32_t area : known.area) {
        for (const std::uint32_t other : neighbours.of(area)) {
            if (area < other && number[other] != kUnknown) {
                pairs.emplace_back(number[area], number[other]);
            }
        }
    }
    known.neighbours = Neighbours(known.area.size(), std::move(pairs));
    take_deviations(values, known);
    return known;
}

}  // namespace heatward::stats

#include "heatward/stats/concentration.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

/// Areas of one size computed from vertices differ by rounding.
constexpr double kAlike = 1e-9;

bool is_amount(double value) { return value >= 0 && std::isfinite(value); }

void require_amounts(std::span<const double> area_km2, std::span<const double> amount)
{
    if (amount.size() != area_km2.size()) {
        throw DataError(
            fmt::format("there are {} figures for {} areas", amount.size(), area_km2.size()));
    }
    if (!std::all_of(area_km2.begin(), area_km2.end(), is_amount) ||
        !std::all_of(amount.begin(), amount.end(), is_amount)) {
        throw DataError("areas and what they hold must be finite and not below 0");
    }
}

}  // namespace

DensityOrder::DensityOrder(std::span<const double> area_km2, std::span<const double> amount)
    : m_area_km2(area_km2.begin(), area_km2.end())
{
    require_amounts(area_km2, amount);
    std::vector<double> density(area_km2.size(), 0);
    for (std::size_t i = 0; i < area_km2.size(); ++i) {
        if (area_km2[i] > 0) {
            m_order.push_back(i);
            density[i] = amount[i] / area_km2[i];
            m_total_km2 += area_km2[i];
            m_has_any = m_has_any || amount[i] > 0;
        }
    }
    std::stable_sort(m_order.begin(), m_order.end(),
                     [&](std::size_t a, std::size_t b) { return density[a] > density[b]; });
    for (std::size_t place = 1; place <= m_order.size(); ++place) {
        if (place == m_order.size() ||
            density[m_order[place]] < density[m_order[place - 1]] * (1 - kAlike)) {
            m_group_ends.push_back(place);
        }
    }
}

std::optional<Concentration> DensityOrder::densest(double share_of_area,
                                                   std::span<const double> counted) const
{
    if (counted.size() != m_area_km2.size()) {
        throw DataError(
            fmt::format("there are {} counts for {} areas", counted.size(), m_area_km2.size()));
    }
    const double total = std::accumulate(counted.begin(), counted.end(), 0.0);
    if (!(total > 0) || !(m_total_km2 > 0)) {
        return std::nullopt;
    }
    double room_km2 = share_of_area * m_total_km2;
    double held = 0;
    double taken = 0;
    std::size_t begin = 0;
    for (const std::size_t end : m_group_ends) {
        double group_km2 = 0;
        double group_count = 0;
        for (std::size_t place = begin; place < end; ++place) {
            group_km2 += m_area_km2[m_order[place]];
            group_count += counted[m_order[place]];
        }
        const double part = std::min(1.0, room_km2 / group_km2);
        held += part * group_count;
        taken += part * static_cast<double>(end - begin);
        room_km2 -= part * group_km2;
        begin = end;
        if (part < 1) {
            break;
        }
    }
    // Whole areas may come out a rounding error above their number.
    return Concentration{static_cast<std::size_t>(std::ceil(taken - kAlike * taken)), held / total};
}

std::optional<double> predictive_efficiency_index(double chosen_share, double best_share)
{
    return best_share > 0 ? std::optional(chosen_share / best_share) : std::nullopt;
}

}  // namespace heatward::stats

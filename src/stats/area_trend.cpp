#include "heatward/stats/area_trend.hpp"

#include <array>
#include <cmath>

namespace heatward::stats {
namespace {

constexpr double kMinutesPerDay = 1440;

}  // namespace

std::vector<double> daily_rates(std::span<const std::uint32_t> counts,
                                std::span<const Month> months)
{
    std::vector<double> rates;
    rates.reserve(months.size());
    for (std::size_t i = 0; i < months.size(); ++i) {
        const auto minutes = static_cast<double>(start_of(months[i].next()) - start_of(months[i]));
        rates.push_back(counts[i] / (minutes / kMinutesPerDay));
    }
    return rates;
}

AreaTrend area_trend(const TrendEvidence& evidence)
{
    if (std::isnan(evidence.p_adjusted)) {
        return AreaTrend::none;
    }
    if (evidence.p_adjusted <= kTrendLevel) {
        return evidence.z > 0 ? AreaTrend::emerging : AreaTrend::fading;
    }
    const bool is_hot = evidence.gi_star_z > 0 && evidence.gi_star_p_adjusted <= kTrendLevel;
    const bool has_changed = evidence.change_p_adjusted <= kTrendLevel;
    return is_hot && evidence.has_some_every_year && !has_changed ? AreaTrend::persistent
                                                                  : AreaTrend::none;
}

std::string_view trend_text(AreaTrend trend)
{
    constexpr std::array<std::string_view, 4> texts{"", "emerging", "fading", "persistent"};
    return texts.at(static_cast<std::size_t>(trend));
}

}  // namespace heatward::stats

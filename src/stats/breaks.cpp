#include "heatward/stats/breaks.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace heatward::stats {
namespace {

constexpr double kSmallestRatio = std::numbers::sqrt2;
constexpr double kLargestRatio = 4;

}  // namespace

std::optional<ColourBreaks> geometric_breaks(std::span<const double> surface)
{
    std::vector<double> positive;
    for (const double value : surface) {
        if (value > 0 && std::isfinite(value)) {
            positive.push_back(value);
        }
    }
    if (positive.empty()) {
        return std::nullopt;
    }
    ColourBreaks breaks;
    breaks.maximum = *std::max_element(positive.begin(), positive.end());
    const auto median = positive.begin() + static_cast<std::ptrdiff_t>(positive.size() / 2);
    std::nth_element(positive.begin(), median, positive.end());
    const double ratio = std::clamp(std::pow(breaks.maximum / *median, 1.0 / kClassCount),
                                    kSmallestRatio, kLargestRatio);
    for (std::size_t k = 0; k < kClassCount; ++k) {
        breaks.lower[k] = breaks.maximum / std::pow(ratio, static_cast<double>(kClassCount - k));
    }
    return breaks;
}

std::vector<double> colour_breaks(std::span<const double> surface)
{
    const auto breaks = geometric_breaks(surface);
    if (!breaks) {
        return {};
    }
    std::vector<double> bounds(breaks->lower.begin(), breaks->lower.end());
    bounds.push_back(breaks->maximum);
    return bounds;
}

}  // namespace heatward::stats

#include "heatward/density/time_kernel.hpp"

#include <algorithm>

namespace heatward::density {
namespace {

constexpr double kMinutesPerDay = 1440;
constexpr double kPeak = 15.0 / 16.0;

/// The mean of (1 − z²)² from m − w to m + w, given m and 1 − m²: its Taylor series about m, which
/// ends with w⁴.
double mean_shape(double m, double one_less_m2, double w)
{
    return one_less_m2 * one_less_m2 + (2 * m * m - 2.0 / 3.0) * w * w + w * w * w * w / 5;
}

}  // namespace

TimeKernel::TimeKernel(const TimeWindow& window) : m_window(window) {}

double TimeKernel::mass(WallMinutes begin, WallMinutes end) const
{
    const WallMinutes from = std::max(begin, m_window.begin());
    const WallMinutes to = std::min(end, m_window.end());
    if (from >= to) {
        return 0;
    }
    const double half_width = kMinutesPerDay * m_window.half_width_days;
    // Sums and differences of minutes are exact: nothing is lost near the window's ends.
    const auto left = static_cast<double>(from - m_window.centre);
    const auto right = static_cast<double>(to - m_window.centre);
    const double middle = (left + right) / 2;
    const double one_less_m2 =
        (half_width - middle) * (half_width + middle) / (half_width * half_width);
    const double width = (right - left) / half_width;
    return kPeak * mean_shape(middle / half_width, one_less_m2, width / 2) * width;
}

double TimeKernel::mean_per_day(WallMinutes begin, WallMinutes end) const
{
    return end > begin ? mass(begin, end) * kMinutesPerDay / static_cast<double>(end - begin) : 0;
}

double TimeKernel::supplied_mass(const std::vector<Month>& supplied,
                                 const TimeInterval& interval) const
{
    double sum = 0;
    for (const Month& month : supplied) {
        sum += mass(std::max(start_of(month), interval.begin),
                    std::min(start_of(month.next()), interval.end));
    }
    return sum;
}

}  // namespace heatward::density

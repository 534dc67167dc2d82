#include "heatward/maps/period_text.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace heatward::maps {
namespace {

constexpr std::array<std::string_view, 12> kMonthNames{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::string month_text(const Month& month)
{
    return fmt::format("{} {}", kMonthNames[static_cast<std::size_t>(month.month - 1)], month.year);
}

std::string months_text(const Month& first, const Month& last)
{
    if (first == last) {
        return month_text(first);
    }
    if (first.year == last.year) {
        return fmt::format("{} to {}", kMonthNames[static_cast<std::size_t>(first.month - 1)],
                           month_text(last));
    }
    return fmt::format("{} to {}", month_text(first), month_text(last));
}

enum class Fineness : std::uint8_t { month, day, minute };

/// The coarsest unit that has a boundary at this minute.
Fineness fineness_of(WallMinutes boundary)
{
    if (start_of(month_of(boundary)) == boundary) {
        return Fineness::month;
    }
    const std::string text = format_time(boundary, TimePrecision::minute);
    return text.ends_with("T00:00") ? Fineness::day : Fineness::minute;
}

std::string instant_text(WallMinutes time, Fineness fineness)
{
    if (fineness == Fineness::month) {
        return month_text(month_of(time));
    }
    // "YYYY-MM-DDTHH:MM"
    const std::string text = format_time(time, TimePrecision::minute);
    const std::string day =
        fmt::format("{} {}", std::stoi(text.substr(8, 2)), month_text(month_of(time)));
    return fineness == Fineness::day ? day : fmt::format("{} {}", day, text.substr(11));
}

}  // namespace

std::string period_text(const TimeInterval& interval)
{
    const bool is_open_begin = interval.begin == INT64_MIN;
    const bool is_open_end = interval.end == INT64_MAX;
    if (is_open_begin && is_open_end) {
        return "all dates";
    }
    const Fineness begin = is_open_begin ? Fineness::month : fineness_of(interval.begin);
    const Fineness end = is_open_end ? Fineness::month : fineness_of(interval.end);
    const Fineness fineness = std::max(begin, end);
    // A minute is named by itself; of months and days, the last one is meant.
    const WallMinutes last = fineness == Fineness::minute ? interval.end : interval.end - 1;
    if (is_open_begin) {
        return "to " + instant_text(last, fineness);
    }
    if (is_open_end) {
        return "from " + instant_text(interval.begin, fineness);
    }
    if (interval.begin >= interval.end) {
        return "no dates";
    }
    if (fineness == Fineness::month) {
        return months_text(month_of(interval.begin), month_of(last));
    }
    const std::string from = instant_text(interval.begin, fineness);
    const std::string to = instant_text(last, fineness);
    return from == to ? from : fmt::format("{} to {}", from, to);
}

std::string window_text(const TimeWindow& window)
{
    return fmt::format("{} ± {} {}", instant_text(window.centre, Fineness::day),
                       window.half_width_days, window.half_width_days == 1 ? "day" : "days");
}

std::string months_text(std::span<const Month> months)
{
    std::vector<std::string> runs;
    for (std::size_t i = 0; i < months.size();) {
        std::size_t last = i;
        while (last + 1 < months.size() && months[last + 1].index() == months[last].index() + 1) {
            ++last;
        }
        runs.push_back(months_text(months[i], months[last]));
        i = last + 1;
    }
    return fmt::format("{}", fmt::join(runs, ", "));
}

}  // namespace heatward::maps

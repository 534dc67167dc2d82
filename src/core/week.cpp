#include "heatward/core/week.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace heatward {
namespace {

constexpr std::array<std::string_view, 7> kShortNames{"mon", "tue", "wed", "thu",
                                                      "fri", "sat", "sun"};
constexpr std::array<std::string_view, 7> kNames{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                 "Friday", "Saturday", "Sunday"};

std::optional<int> whole_hour(std::string_view text)
{
    int hour = 0;
    const bool has_digits =
        !text.empty() && text.size() <= 2 &&
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!has_digits) {
        return std::nullopt;
    }
    std::from_chars(text.data(), text.data() + text.size(), hour);
    return hour <= 24 ? std::optional(hour) : std::nullopt;
}

std::string joined(const Weekdays& days, const std::array<std::string_view, 7>& names,
                   std::string_view separator)
{
    std::vector<std::string_view> chosen;
    for (std::size_t day = 0; day < names.size(); ++day) {
        if ((days.bits >> day & 1U) != 0) {
            chosen.push_back(names[day]);
        }
    }
    return fmt::format("{}", fmt::join(chosen, separator));
}

}  // namespace

int weekday_of(WallMinutes time)
{
    const std::chrono::weekday day{
        std::chrono::sys_days{std::chrono::floor<std::chrono::days>(std::chrono::minutes{time})}};
    return static_cast<int>(day.iso_encoding()) - 1;
}

int hour_of(WallMinutes time)
{
    const std::chrono::minutes minutes{time};
    const auto midnight = std::chrono::floor<std::chrono::days>(minutes);
    return static_cast<int>(std::chrono::floor<std::chrono::hours>(minutes - midnight).count());
}

bool HourRange::contains(WallMinutes time) const
{
    const int hour = hour_of(time);
    return begin < end ? hour >= begin && hour < end : hour >= begin || hour < end;
}

expected<HourRange> parse_hours(std::string_view text)
{
    const std::size_t dash = std::min(text.find('-'), text.size());
    const auto begin = whole_hour(text.substr(0, dash));
    const auto end = whole_hour(text.substr(std::min(dash + 1, text.size())));
    if (!begin || !end) {
        return fail(
            fmt::format("\"{}\" are no hours: write whole hours from 0 to 24, the first included "
                        "and the last not, for example 22-04",
                        text));
    }
    // 24 and 0 are one moment of the day: only "0-24" says from the first to the last.
    if (*begin % 24 == *end % 24 && !(*begin == 0 && *end == 24)) {
        return fail(fmt::format(
            "\"{}\" begins where it ends; write 0-24 for all hours of the day, or another end",
            text));
    }
    return HourRange{*begin % 24, *end == 0 ? 24 : *end};
}

std::string to_string(const HourRange& hours)
{
    return fmt::format("{:02}-{:02}", hours.begin, hours.end);
}

std::string words_of(const HourRange& hours)
{
    return fmt::format("{:02}:00 to {:02}:00", hours.begin, hours.end);
}

bool Weekdays::contains(WallMinutes time) const
{
    return (bits >> static_cast<unsigned>(weekday_of(time)) & 1U) != 0;
}

expected<Weekdays> parse_weekdays(std::string_view text)
{
    Weekdays days{0};
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t comma = std::min(text.find(',', from), text.size());
        const std::string_view word = text.substr(from, comma - from);
        const auto name = std::find(kShortNames.begin(), kShortNames.end(), word);
        if (name == kShortNames.end()) {
            return fail(
                fmt::format("\"{}\" is no day: write {}, separated by commas, for example fri,sat",
                            word, fmt::join(kShortNames, ", ")));
        }
        days.bits = static_cast<std::uint8_t>(days.bits | 1U << (name - kShortNames.begin()));
        from = comma + 1;
    }
    return days;
}

std::string to_string(const Weekdays& days) { return joined(days, kShortNames, ","); }

std::string words_of(const Weekdays& days) { return joined(days, kNames, ", "); }

}  // namespace heatward

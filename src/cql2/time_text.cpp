#include "time_text.hpp"

#include <chrono>

#include <fmt/format.h>

#include "refusal.hpp"

namespace heatward::cql2 {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t kSecondsPerDay = 86400;

/// Takes `count` digits off the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t count)
{
    if (text.size() < count) {
        return std::nullopt;
    }
    int value = 0;
    for (const char c : text.substr(0, count)) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char wanted)
{
    if (text.empty() || text.front() != wanted) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

constexpr std::int64_t seconds_of(sys_days day)
{
    return day.time_since_epoch().count() * kSecondsPerDay;
}

/// Of the years 0000 to 9999.
constexpr std::int64_t kFirstSecond = seconds_of(sys_days{std::chrono::year{0} / 1 / 1});
constexpr std::int64_t kLastSecond = seconds_of(sys_days{std::chrono::year{10000} / 1 / 1}) - 1;

std::optional<year_month_day> take_day(std::string_view& text)
{
    const auto year = take_digits(text, 4);
    if (!year || !take(text, '-')) {
        return std::nullopt;
    }
    const auto month = take_digits(text, 2);
    if (!month || !take(text, '-')) {
        return std::nullopt;
    }
    const auto day = take_digits(text, 2);
    if (!day) {
        return std::nullopt;
    }
    const year_month_day date{std::chrono::year{*year},
                              std::chrono::month{static_cast<unsigned>(*month)},
                              std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

std::optional<std::int64_t> take_clock(std::string_view& text)
{
    const auto hour = take_digits(text, 2);
    if (!hour || *hour > 23 || !take(text, ':')) {
        return std::nullopt;
    }
    const auto minute = take_digits(text, 2);
    if (!minute || *minute > 59 || !take(text, ':')) {
        return std::nullopt;
    }
    const auto second = take_digits(text, 2);
    if (!second || *second > 59) {
        return std::nullopt;
    }
    if (take(text, '.')) {
        if (!take_digits(text, 1)) {
            return std::nullopt;
        }
        while (take_digits(text, 1)) {
        }
    }
    return (*hour * 60 + *minute) * 60 + *second;
}

/// Seconds that the text's clock is ahead of UTC: takes "Z" or "+hh:mm"; nothing where there is
/// neither, or what there is is no offset.
std::optional<std::int64_t> take_offset(std::string_view& text)
{
    if (take(text, 'Z') || take(text, 'z')) {
        return 0;
    }
    const bool is_behind = text.starts_with('-');
    // A plus that was not percent-encoded arrives as a space.
    if (!take(text, '+') && !take(text, '-') && !take(text, ' ')) {
        return std::nullopt;
    }
    const auto hours = take_digits(text, 2);
    if (!hours || *hours > 23 || !take(text, ':')) {
        return std::nullopt;
    }
    const auto minutes = take_digits(text, 2);
    if (!minutes || *minutes > 59) {
        return std::nullopt;
    }
    const std::int64_t seconds = (std::int64_t{*hours} * 60 + *minutes) * 60;
    return is_behind ? -seconds : seconds;
}

/// What the zone's clocks show at that second of UTC.
std::int64_t wall_second(std::int64_t utc, const TimeZone* zone)
{
    if (zone == nullptr) {
        return utc;
    }
    std::int64_t second = utc % 60;
    second += second < 0 ? 60 : 0;
    return zone->wall_time((utc - second) / 60) * 60 + second;
}

std::optional<Times> read_month(std::string_view text)
{
    if (text.size() != 7) {
        return std::nullopt;
    }
    std::string first{text};
    first += "-01";
    std::string_view rest{first};
    const auto day = take_day(rest);
    if (!day) {
        return std::nullopt;
    }
    return Times{seconds_of(sys_days{*day}), seconds_of(sys_days{*day + std::chrono::months{1}})};
}

Times read_end(std::string_view text, const TimeZone* zone)
{
    if (text == "..") {
        return {};
    }
    if (const auto times = read_instant(text, zone)) {
        return *times;
    }
    throw Refusal{fmt::format("“{}” is no end of an interval: write a date such as 2025-06-30, a "
                              "timestamp such as 2025-06-30T12:00:00Z, or ..",
                              text),
                  {}};
}

year_month_day civil(std::int64_t day) { return year_month_day{sys_days{std::chrono::days{day}}}; }

std::string date_text(std::int64_t day)
{
    const year_month_day date = civil(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string timestamp_text(std::int64_t second)
{
    std::int64_t clock = second % kSecondsPerDay;
    clock += clock < 0 ? kSecondsPerDay : 0;
    return fmt::format("{}T{:02}:{:02}:{:02}", date_text((second - clock) / kSecondsPerDay),
                       clock / 3600, clock / 60 % 60, clock % 60);
}

}  // namespace

std::optional<Times> read_date(std::string_view text)
{
    if (const auto month = read_month(text)) {
        return month;
    }
    const auto day = take_day(text);
    if (!day || !text.empty()) {
        return std::nullopt;
    }
    const std::int64_t begin = seconds_of(sys_days{*day});
    return Times{begin, begin + kSecondsPerDay};
}

std::optional<Times> read_timestamp(std::string_view text, const TimeZone* zone)
{
    const auto day = take_day(text);
    if (!day || !(take(text, 'T') || take(text, 't'))) {
        return std::nullopt;
    }
    const auto clock = take_clock(text);
    if (!clock) {
        return std::nullopt;
    }
    std::int64_t second = seconds_of(sys_days{*day}) + *clock;
    if (!text.empty()) {
        const auto ahead = take_offset(text);
        if (!ahead || !text.empty()) {
            return std::nullopt;
        }
        second = wall_second(second - *ahead, zone);
        // Years of more or fewer than four digits are written nowhere.
        if (second < kFirstSecond || second > kLastSecond) {
            return std::nullopt;
        }
    }
    return Times{second, second + 1};
}

std::optional<Times> read_instant(std::string_view text, const TimeZone* zone)
{
    const auto date = read_date(text);
    return date ? date : read_timestamp(text, zone);
}

Times read_interval(std::string_view from, std::string_view to, const TimeZone* zone)
{
    const Times times{read_end(from, zone).begin, read_end(to, zone).end};
    if (times.begin >= times.end) {
        throw Refusal{
            fmt::format("the interval ends ({}) before it begins ({}): swap its ends", to, from),
            {}};
    }
    return times;
}

std::string time_literal(const Times& times)
{
    const auto whole_days = [](std::int64_t second) {
        return second == INT64_MIN || second == INT64_MAX || second % kSecondsPerDay == 0;
    };
    const bool days = whole_days(times.begin) && whole_days(times.end);
    const auto text = [&](std::int64_t second) {
        return days ? date_text((second - (second % kSecondsPerDay)) / kSecondsPerDay)
                    : timestamp_text(second);
    };
    const std::string from = times.begin == INT64_MIN ? ".." : text(times.begin);
    if (times.begin != INT64_MIN && times.end != INT64_MAX) {
        if (times.end - times.begin == 1) {
            return fmt::format("TIMESTAMP('{}')", from);
        }
        if (days && times.end - times.begin == kSecondsPerDay) {
            return fmt::format("DATE('{}')", from);
        }
    }
    const std::string to =
        times.end == INT64_MAX ? ".." : text(times.end - (days ? kSecondsPerDay : 1));
    return fmt::format("INTERVAL('{}','{}')", from, to);
}

}  // namespace heatward::cql2

#include "heatward/core/time.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>

#include <fmt/format.h>

namespace heatward {
namespace {

constexpr WallMinutes kMinutesPerDay = 1440;
constexpr int kFirstYear = 1900;  // outside these a year is a typing error, not a date
constexpr int kLastYear = 2199;

struct Instant {
    WallMinutes first = 0;  // first minute of the named unit
    WallMinutes past = 0;   // first minute after it
    TimePrecision precision = TimePrecision::month;
};

std::optional<int> digits(std::string_view text, std::size_t from, std::size_t count)
{
    if (from + count > text.size()) {
        return std::nullopt;
    }
    int value = 0;
    const char* const begin = text.data() + from;
    if (*begin < '0' || *begin > '9') {
        return std::nullopt;
    }
    const auto [end, error] = std::from_chars(begin, begin + count, value);
    if (error != std::errc{} || end != begin + count) {
        return std::nullopt;
    }
    return value;
}

std::optional<Instant> parse_instant(std::string_view text)
{
    const auto year = digits(text, 0, 4);
    if (!year || *year < kFirstYear || *year > kLastYear) {
        return std::nullopt;
    }
    if (text.size() == 4) {
        return Instant{wall_minutes(*year, 1, 1), wall_minutes(*year + 1, 1, 1),
                       TimePrecision::month};
    }
    const auto month = digits(text, 5, 2);
    if (text[4] != '-' || !month || *month < 1 || *month > 12) {
        return std::nullopt;
    }
    if (text.size() == 7) {
        const Month m{*year, *month};
        return Instant{start_of(m), start_of(m.next()), TimePrecision::month};
    }
    const auto day = digits(text, 8, 2);
    if (text[7] != '-' || !day ||
        !std::chrono::year_month_day{std::chrono::year{*year},
                                     std::chrono::month{static_cast<unsigned>(*month)},
                                     std::chrono::day{static_cast<unsigned>(*day)}}
             .ok()) {
        return std::nullopt;
    }
    const WallMinutes midnight = wall_minutes(*year, *month, *day);
    if (text.size() == 10) {
        return Instant{midnight, midnight + kMinutesPerDay, TimePrecision::day};
    }
    const auto hour = digits(text, 11, 2);
    const auto minute = digits(text, 14, 2);
    if (text.size() != 16 || text[10] != 'T' || text[13] != ':' || !hour || !minute || *hour > 23 ||
        *minute > 59) {
        return std::nullopt;
    }
    const WallMinutes time = midnight + WallMinutes{*hour} * 60 + *minute;
    return Instant{time, time + 1, TimePrecision::minute};
}

bool is_open(std::string_view text) { return text.empty() || text == ".."; }

}  // namespace

std::string_view to_string(TimePrecision precision)
{
    constexpr std::array<std::string_view, 4> names{"minute", "hour", "day", "month"};
    return names[static_cast<std::size_t>(precision)];
}

expected<Month> parse_month(std::string_view text)
{
    const auto instant = parse_instant(text);
    if (!instant || text.size() != 7) {
        return fail(fmt::format("\"{}\" is not a month: write YYYY-MM, for example 2025-03", text));
    }
    return month_of(instant->first);
}

std::string to_string(const Month& month)
{
    return fmt::format("{:04}-{:02}", month.year, month.month);
}

WallMinutes start_of(const Month& month) { return wall_minutes(month.year, month.month, 1); }

Month month_of(WallMinutes time)
{
    const std::chrono::sys_days day{
        std::chrono::floor<std::chrono::days>(std::chrono::minutes{time})};
    const std::chrono::year_month_day date{day};
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month()))};
}

WallMinutes wall_minutes(int year, int month, int day, int hour, int minute)
{
    const std::chrono::sys_days date{std::chrono::year_month_day{
        std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)}}};
    return date.time_since_epoch().count() * kMinutesPerDay + WallMinutes{hour} * 60 + minute;
}

std::string format_time(WallMinutes time, TimePrecision precision)
{
    const auto day = std::chrono::floor<std::chrono::days>(std::chrono::minutes{time});
    const std::chrono::year_month_day date{std::chrono::sys_days{day}};
    const auto of_day = time - std::chrono::minutes{day}.count();
    std::string text = to_string(Month{static_cast<int>(date.year()),
                                       static_cast<int>(static_cast<unsigned>(date.month()))});
    if (precision == TimePrecision::month) {
        return text;
    }
    // Without a formatter: downloads write millions of these.
    const auto append = [&text](char separator, std::int64_t of_two_digits) {
        text.push_back(separator);
        text.push_back(static_cast<char>('0' + of_two_digits / 10));
        text.push_back(static_cast<char>('0' + of_two_digits % 10));
    };
    append('-', static_cast<unsigned>(date.day()));
    if (precision == TimePrecision::day) {
        return text;
    }
    append('T', of_day / 60);
    if (precision == TimePrecision::minute) {
        append(':', of_day % 60);
    }
    return text;
}

WallMinutes end_of_unit(WallMinutes time, TimePrecision precision)
{
    switch (precision) {
        case TimePrecision::minute:
            return time + 1;
        case TimePrecision::hour:
            return time + 60;
        case TimePrecision::day:
            return time + kMinutesPerDay;
        case TimePrecision::month:
            return start_of(month_of(time).next());
    }
    return time;
}

expected<TimeInterval> parse_interval(std::string_view text)
{
    const auto wrong = [&](std::string_view why) {
        return fail(
            fmt::format("\"{}\" is not an interval: {}; write for example 2025-01/2025-06, "
                        "2025-01-15/2025-02-01 or ../2025-06",
                        text, why));
    };
    const std::size_t slash = text.find('/');
    const std::string_view from = text.substr(0, slash);
    const std::string_view to = slash == std::string_view::npos ? text : text.substr(slash + 1);
    if (slash == std::string_view::npos && is_open(text)) {
        return wrong("it has no date");
    }
    TimeInterval interval;
    if (!is_open(from)) {
        const auto instant = parse_instant(from);
        if (!instant) {
            return wrong("its begin is no date");
        }
        interval.begin = instant->first;
        interval.precision = std::min(interval.precision, instant->precision);
    }
    if (!is_open(to)) {
        const auto instant = parse_instant(to);
        if (!instant) {
            return wrong("its end is no date");
        }
        interval.end = instant->past;
        interval.precision = std::min(interval.precision, instant->precision);
    }
    if (interval.begin >= interval.end) {
        return wrong("it ends before it begins");
    }
    return interval;
}

TimeInterval intersection(const TimeInterval& a, const TimeInterval& b)
{
    return {std::max(a.begin, b.begin), std::min(a.end, b.end), std::min(a.precision, b.precision)};
}

std::vector<Month> months_between(Month first, Month last)
{
    std::vector<Month> months;
    for (int i = first.index(); i <= last.index(); ++i) {
        months.push_back(Month::from_index(i));
    }
    return months;
}

double years_supplied(const std::vector<Month>& supplied, const TimeInterval& interval)
{
    int whole = 0;
    double parts = 0;
    for (const Month& month : supplied) {
        const WallMinutes begin = start_of(month);
        const WallMinutes end = start_of(month.next());
        const WallMinutes inside = std::min(end, interval.end) - std::max(begin, interval.begin);
        if (inside == end - begin) {
            ++whole;
        } else if (inside > 0) {
            parts += static_cast<double>(inside) / static_cast<double>(end - begin);
        }
    }
    return (whole + parts) / 12.0;
}

std::vector<Month> months_not_supplied(const std::vector<Month>& supplied,
                                       const TimeInterval& interval)
{
    constexpr TimeInterval open;
    const bool has_begin = interval.begin != open.begin;
    const bool has_end = interval.end != open.end;
    if (interval.begin >= interval.end || (supplied.empty() && !(has_begin && has_end))) {
        return {};
    }
    std::vector<Month> missing =
        months_between(has_begin ? month_of(interval.begin) : supplied.front(),
                       has_end ? month_of(interval.end - 1) : supplied.back());
    std::erase_if(missing, [&](const Month& month) {
        return std::binary_search(supplied.begin(), supplied.end(), month);
    });
    return missing;
}

}  // namespace heatward

#include "heatward/server/time_dimension.hpp"

#include <optional>

#include <fmt/format.h>

#include "heatward/core/interval_bounds.hpp"
#include "heatward/core/time.hpp"
#include "heatward/server/items_request.hpp"

namespace heatward::server {

namespace {

constexpr WallMinutes kDay = 1440;

/// One end as it is written: its first minute, and where it ends an interval the first one after
/// that. A time of day is a moment: as an end it ends where it begins, in the last second of a
/// minute with it.
struct End {
    WallMinutes first = 0;
    WallMinutes past = 0;
    bool is_open = false;
    bool is_moment = false;
    bool was_elsewhere = false;  ///< written with an offset, and brought to the wall clock
};

/// A time of day.
struct Clock {
    WallMinutes minute = 0;
    bool is_last_second = false;

    [[nodiscard]] WallMinutes past() const { return minute + (is_last_second ? 1 : 0); }
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes "Z", "+hh:mm", "-hhmm" off the end of what follows the T.
std::string_view without_zone(std::string_view clock)
{
    const auto zone = clock.find_first_of("Zz+- ");
    return clock.substr(0, zone);
}

/// Reads "hh", "hh:mm", "hh:mm:ss" or "hh:mm:ss.fff".
std::optional<Clock> clock_of(std::string_view clock)
{
    const auto two = [&](std::size_t at) -> std::optional<int> {
        if (at + 2 > clock.size() || !is_digit(clock[at]) || !is_digit(clock[at + 1])) {
            return std::nullopt;
        }
        return (clock[at] - '0') * 10 + (clock[at + 1] - '0');
    };
    const auto hour = two(0);
    const auto minute = clock.size() > 2 && clock[2] == ':' ? two(3) : std::optional(0);
    const auto second = clock.size() > 5 && clock[5] == ':' ? two(6) : std::optional(0);
    const bool has_form = clock.size() == 2 || clock.size() == 5 || clock.size() == 8 ||
                          (clock.size() > 9 && clock[8] == '.' &&
                           clock.find_first_not_of("0123456789", 9) == std::string_view::npos);
    if (!has_form || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59 ||
        (clock.size() > 2 && clock[2] != ':') || (clock.size() > 5 && clock[5] != ':')) {
        return std::nullopt;
    }
    return Clock{WallMinutes{*hour} * 60 + *minute, *second == 59};
}

/// Whether an end is a date, open, or a day's first or last second in UTC.
bool is_utc_day(std::string_view end)
{
    const auto clock_at = end.find_first_of("Tt");
    if (clock_at == std::string_view::npos) {
        return true;
    }
    const std::string_view clock = end.substr(clock_at + 1);
    const bool is_utc = clock.ends_with('Z') || clock.ends_with('z');
    const auto time = clock_of(without_zone(clock));
    return is_utc && time && time->past() % kDay == 0;
}

/// An end that says its offset from UTC, by the project's wall clock as `datetime` reads it.
std::optional<WallMinutes> wall_minutes_of(std::string text, std::size_t zone_at,
                                           const TimeReading& reading)
{
    if (text[zone_at] == ' ') {
        text[zone_at] = '+';  // a plus that was not percent-encoded
    }
    const auto moment = parse_feature_interval(text, reading.time_zone);
    if (!moment) {
        return std::nullopt;
    }
    return moment->begin;
}

/// With `is_of_days` what is said of the zone is passed over.
std::optional<End> parse_end(std::string_view text, bool is_of_days, const TimeReading& reading)
{
    if (text.empty() || text == "..") {
        return End{0, 0, true};
    }
    const auto clock_at = text.find_first_of("Tt");
    const auto date = parse_interval(text.substr(0, clock_at));
    if (!date || text.find('/') != std::string_view::npos) {
        return std::nullopt;
    }
    if (clock_at == std::string_view::npos) {
        return End{date->begin, date->end, false};
    }
    const auto clock = without_zone(text.substr(clock_at + 1));
    const auto time = clock_of(clock);
    if (clock_at != 10 || !time) {
        return std::nullopt;
    }
    End end{date->begin + time->minute, 0, false, true, false};
    if (is_of_days) {
        end.first = date->begin;
    } else if (const auto zone_at = clock_at + 1 + clock.size(); zone_at < text.size()) {
        const auto here = wall_minutes_of(std::string(text), zone_at, reading);
        if (!here) {
            return std::nullopt;
        }
        end.first = *here;
        end.was_elsewhere = true;
        end.past = *here + (time->is_last_second ? 1 : 0);
        return end;
    }
    end.past = date->begin + time->past();
    return end;
}

std::string interval_text(const End& from, const End& to)
{
    constexpr TimeInterval open;
    const TimePrecision bounds = precision_of_bounds(
        {from.is_open ? open.begin : from.first, to.is_open ? open.end : to.past});
    const TimePrecision unit = bounds == TimePrecision::hour ? TimePrecision::minute : bounds;
    return fmt::format("{}/{}", from.is_open ? ".." : format_time(from.first, unit),
                       to.is_open ? ".." : format_time(to.past - 1, unit));
}

}  // namespace

expected<std::string> datetime_of_time(std::string_view text, const TimeReading& reading)
{
    const auto wrong = [&](std::string_view why) {
        return fail(
            fmt::format("\"{}\" {}; write for example 2025-03, 2025-03-15 or "
                        "2025-01/2025-06",
                        text, why));
    };
    if (text.find(',') != std::string_view::npos) {
        return wrong("is a list: ask for one month, day or interval");
    }
    const auto slash = text.find('/');
    const std::string_view rest = slash == std::string_view::npos ? "" : text.substr(slash + 1);
    const auto second = rest.find('/');
    const bool is_of_days = is_utc_day(text.substr(0, slash)) && is_utc_day(rest.substr(0, second));
    auto from = parse_end(text.substr(0, slash), is_of_days, reading);
    if (!from) {
        return wrong(slash == std::string_view::npos ? "is no time" : "does not begin with a time");
    }
    if (slash == std::string_view::npos) {
        if (from->is_open) {
            return wrong("is no time");
        }
        if (reading.moment == MomentMeans::its_month) {
            const Month month = month_of(from->first);
            return from->past > start_of(month.next()) ? interval_text(*from, *from)
                                                       : to_string(month);
        }
        if (from->is_moment) {
            // Clients that know whole days alone write them as their midnights.
            const bool is_day = !from->was_elsewhere && from->first % kDay == 0;
            from->past = from->first + (is_day ? kDay : 1);
        }
        return interval_text(*from, *from);
    }
    const auto to = parse_end(rest.substr(0, second), is_of_days, reading);
    const bool has_period =
        second == std::string_view::npos || rest.substr(second + 1).starts_with('P');
    if (!to || !has_period) {
        return wrong("does not end with a time");
    }
    if (!from->is_open && !to->is_open && from->first >= to->past) {
        const bool is_moment = from->first == to->first;
        return is_moment ? datetime_of_time(text.substr(0, slash), reading)
                         : wrong("ends before it begins");
    }
    return interval_text(*from, *to);
}

}  // namespace heatward::server

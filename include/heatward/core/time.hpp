#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/core/expected.hpp"

namespace heatward {

/// How finely an incident's time is known; finer precisions come first.
enum class TimePrecision : std::uint8_t { minute, hour, day, month };

/// "minute", "hour", "day" or "month".
std::string_view to_string(TimePrecision precision);

/// Minutes since 1970-01-01T00:00 by the project's wall clock (its `timezone`),
/// so that 02:00 on Saturday is Saturday whatever the season.
using WallMinutes = std::int64_t;

/// A calendar month of the proleptic Gregorian calendar.
struct Month {
    int year = 1970;
    int month = 1;  ///< 1 to 12

    /// Months since January of year 0; consecutive months differ by 1.
    [[nodiscard]] int index() const { return year * 12 + month - 1; }
    static Month from_index(int index) { return {index / 12, index % 12 + 1}; }
    [[nodiscard]] Month next() const { return from_index(index() + 1); }

    friend auto operator<=>(const Month&, const Month&) = default;
};

/// Reads "YYYY-MM" with years 1900 to 2199.
expected<Month> parse_month(std::string_view text);

/// "YYYY-MM".
std::string to_string(const Month& month);

/// The first minute of the month.
WallMinutes start_of(const Month& month);

/// The month that holds the minute.
Month month_of(WallMinutes time);

/// Wall-clock minutes of a civil date and time; the date is taken as valid.
WallMinutes wall_minutes(int year, int month, int day, int hour = 0, int minute = 0);

/// "YYYY-MM", "YYYY-MM-DD", "YYYY-MM-DDTHH" or "YYYY-MM-DDTHH:MM", as finely
/// as the precision says.
std::string format_time(WallMinutes time, TimePrecision precision);

/// The first minute after the minute, hour, day or month that begins at `time`.
WallMinutes end_of_unit(WallMinutes time, TimePrecision precision);

/// A span of wall-clock time, begin included, end excluded, and the precision of its
/// finer bound: rows known less finely cannot be told to lie in it.
struct TimeInterval {
    WallMinutes begin = INT64_MIN;
    WallMinutes end = INT64_MAX;
    TimePrecision precision = TimePrecision::month;

    [[nodiscard]] bool contains(WallMinutes time) const { return time >= begin && time < end; }

    friend bool operator==(const TimeInterval&, const TimeInterval&) = default;
};

/// Reads "A/B" or "A", where A and B are YYYY, YYYY-MM, YYYY-MM-DD or
/// YYYY-MM-DDTHH:MM (wall clock), and either end may be ".." or empty for open.
/// Both ends are included: "2025-01/2025-06" ends with the last minute of June.
/// Errors: text in none of these forms, a date that does not exist, an end
/// before its begin.
expected<TimeInterval> parse_interval(std::string_view text);

/// The part that both intervals hold; empty (begin ≥ end) where they are apart.
TimeInterval intersection(const TimeInterval& a, const TimeInterval& b);

/// Every month from `first` to `last`, both included.
std::vector<Month> months_between(Month first, Month last);

/// Years of supply within the interval: each of the `supplied` months counts 1/12,
/// in proportion to its minutes inside the interval. Twelve whole months are
/// exactly 1, so that one month and one year compare as annual figures.
double years_supplied(const std::vector<Month>& supplied, const TimeInterval& interval);

/// The months, ascending, that touch the interval and are not among the `supplied` (ascending)
/// ones. An open end of the interval is the first or last supplied month; none are missing of an
/// empty interval, or of an open one where nothing was supplied.
std::vector<Month> months_not_supplied(const std::vector<Month>& supplied,
                                       const TimeInterval& interval);

}  // namespace heatward

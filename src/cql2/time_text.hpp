#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "heatward/core/time_zone.hpp"
#include "heatward/cql2/value.hpp"

namespace heatward::cql2 {

/// The day of "YYYY-MM-DD" (RFC 3339), and as our own addition the month of "YYYY-MM". Years 0000
/// to 9999 of the proleptic Gregorian calendar, by the filter's clock.
std::optional<Times> read_date(std::string_view text);

/// The second of "YYYY-MM-DDThh:mm:ss" (RFC 3339) by the filter's clock: decimals of the second are
/// left out. With "Z" or an offset such as "+01:00" it is brought to what the clocks of `zone` show
/// then, or to UTC where that is null.
std::optional<Times> read_timestamp(std::string_view text, const TimeZone* zone);

/// A date or a timestamp.
std::optional<Times> read_instant(std::string_view text, const TimeZone* zone);

/// From the begin of `from` to the end of `to`, each a date, a timestamp or ".." for open. Refuses
/// other text and an end before its begin.
Times read_interval(std::string_view from, std::string_view to, const TimeZone* zone);

/// A CQL2 text literal that reads as these times, whatever the zone: DATE, TIMESTAMP or INTERVAL.
std::string time_literal(const Times& times);

}  // namespace heatward::cql2

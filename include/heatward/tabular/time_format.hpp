#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "heatward/core/expected.hpp"
#include "heatward/core/time.hpp"

namespace heatward::tabular {

/// A time as a source states it.
struct StatedTime {
    WallMinutes time = 0;  ///< as written; seconds are dropped
    TimePrecision precision = TimePrecision::minute;
    std::optional<int> utc_offset_minutes;  ///< where it says how far its clock is from UTC
};

/// How a source writes its times: a pattern like strptime's, or ISO 8601.
class TimeFormat {
public:
    /// ISO 8601's calendar forms: "2025-03-04", then "T" or a space and "14", "14:05",
    /// "14:05:09" or "14:05:09.250", then nothing, "Z", "+01", "+01:00" or "+0100". "2025-03" is a
    /// month.
    TimeFormat() = default;

    /// Reads a pattern of %Y %y %m %b %B %d %e %F %D %H %I %p %M %S %T %R %z %% and plain text,
    /// such as "%d/%m/%Y %H:%M"; an empty one is ISO 8601. The precision of its times is that of
    /// its finest part. The Error says what is unknown or missing.
    static expected<TimeFormat> parse(std::string_view pattern);

    /// The pattern; empty for ISO 8601.
    [[nodiscard]] const std::string& pattern() const { return m_pattern; }

    /// The precision of times in this format; `minute` for ISO 8601, whose times say it each.
    [[nodiscard]] TimePrecision precision() const { return m_precision; }

    /// Reads one time, with spaces around it. The years 1900 to 2199 are taken. The Error is a
    /// reason without the text: not in this form, or no date of the calendar.
    [[nodiscard]] expected<StatedTime> read(std::string_view text) const;

private:
    std::string m_pattern;
    TimePrecision m_precision = TimePrecision::minute;
    bool m_has_offset = false;
};

/// The text with every letter as "a" and every digit as "0": what it looks like, not what it says.
std::string shape_of(std::string_view text);

}  // namespace heatward::tabular

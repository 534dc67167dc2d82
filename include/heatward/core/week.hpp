#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "heatward/core/expected.hpp"
#include "heatward/core/time.hpp"

namespace heatward {

/// The calendar day that holds the minute: 0 = Monday to 6 = Sunday.
int weekday_of(WallMinutes time);

/// The hour of the day that holds the minute, 0 to 23.
int hour_of(WallMinutes time);

/// Whole hours of the day, begin included, end excluded. Goes on past midnight where `end` is below
/// `begin`: 22 to 4 are six hours.
struct HourRange {
    int begin = 0;  ///< 0 to 23
    int end = 24;   ///< 1 to 24, never `begin`

    [[nodiscard]] bool is_all() const { return begin == 0 && end == 24; }
    [[nodiscard]] bool contains(WallMinutes time) const;

    friend bool operator==(const HourRange&, const HourRange&) = default;
};

/// Reads "A-B", whole hours from 0 to 24 of one or two digits: "22-04", "9-17", "0-24" for all. An
/// end of 0 is 24 and a begin of 24 is 0. Errors: another form, equal ends.
expected<HourRange> parse_hours(std::string_view text);

/// "22-04": one text for each range.
std::string to_string(const HourRange& hours);

/// In words: "22:00 to 04:00".
std::string words_of(const HourRange& hours);

/// Days of the week, calendar days: 02:00 on Saturday is Saturday.
struct Weekdays {
    static constexpr std::uint8_t kAll = 0x7F;

    std::uint8_t bits = kAll;  ///< bit 0 = Monday to bit 6 = Sunday; at least one is set

    [[nodiscard]] bool is_all() const { return bits == kAll; }
    [[nodiscard]] bool contains(WallMinutes time) const;

    friend bool operator==(const Weekdays&, const Weekdays&) = default;
};

/// Reads days separated by commas, in any order: "fri,sat" of mon tue wed thu fri sat sun. Errors:
/// no day, another word.
expected<Weekdays> parse_weekdays(std::string_view text);

/// "fri,sat", Monday first: one text for each set.
std::string to_string(const Weekdays& days);

/// In words: "Friday, Saturday".
std::string words_of(const Weekdays& days);

}  // namespace heatward

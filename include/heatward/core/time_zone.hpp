#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "heatward/core/expected.hpp"
#include "heatward/core/time.hpp"

namespace date {
class time_zone;
}

namespace heatward {

/// What a wall clock's reading is worth where clocks change.
enum class WallClockReading : std::uint8_t {
    unique,
    skipped,   ///< no clock showed it: they went forward over it
    repeated,  ///< clocks showed it twice: they went back over it
};

/// A zone of the IANA time zone database, as the machine's tzdata has it.
class TimeZone {
public:
    /// Finds a zone by its name ("Europe/London", "UTC"). The Error names it.
    static expected<TimeZone> find(std::string_view name);

    [[nodiscard]] const std::string& name() const { return m_name; }

    [[nodiscard]] WallClockReading classify(WallMinutes time) const;

    /// What the zone's clocks show at `utc_minutes` minutes since 1970-01-01T00:00Z.
    [[nodiscard]] WallMinutes wall_time(std::int64_t utc_minutes) const;

    /// Minutes since 1970-01-01T00:00Z when the zone's clocks show `time`: the earlier of two where
    /// it is repeated, the moment of the change where it is skipped.
    [[nodiscard]] std::int64_t utc_time(WallMinutes time) const;

private:
    TimeZone(std::string name, const date::time_zone* zone);

    std::string m_name;
    const date::time_zone* m_zone;  ///< lives as long as the process
};

}  // namespace heatward

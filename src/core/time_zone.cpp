#include "heatward/core/time_zone.hpp"

#include <chrono>
#include <stdexcept>
#include <utility>

#include <date/tz.h>
#include <fmt/format.h>

namespace heatward {

TimeZone::TimeZone(std::string name, const date::time_zone* zone)
    : m_name(std::move(name)), m_zone(zone)
{
}

expected<TimeZone> TimeZone::find(std::string_view name)
{
    try {
        return TimeZone(std::string(name), date::locate_zone(name));
    } catch (const std::runtime_error&) {
        return fail(
            fmt::format("\"{}\" is no zone of this machine's time zone database; write "
                        "for example \"Europe/London\" or \"UTC\"",
                        name));
    }
}

WallClockReading TimeZone::classify(WallMinutes time) const
{
    const date::local_seconds local{std::chrono::minutes{time}};
    switch (m_zone->get_info(local).result) {
        case date::local_info::nonexistent:
            return WallClockReading::skipped;
        case date::local_info::ambiguous:
            return WallClockReading::repeated;
        default:
            return WallClockReading::unique;
    }
}

WallMinutes TimeZone::wall_time(std::int64_t utc_minutes) const
{
    const date::sys_seconds instant{std::chrono::minutes{utc_minutes}};
    const auto local = m_zone->to_local(instant);
    return std::chrono::floor<std::chrono::minutes>(local.time_since_epoch()).count();
}

std::int64_t TimeZone::utc_time(WallMinutes time) const
{
    const date::local_seconds local{std::chrono::minutes{time}};
    const auto instant = m_zone->to_sys(local, date::choose::earliest);
    return std::chrono::floor<std::chrono::minutes>(instant.time_since_epoch()).count();
}

}  // namespace heatward

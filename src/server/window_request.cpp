#include "heatward/server/window_request.hpp"

#include <fmt/format.h>

#include "heatward/core/time_zone.hpp"
#include "heatward/server/numbers.hpp"
#include "heatward/tabular/time_format.hpp"

namespace heatward::server {
namespace {

/// A moment by the wall clock; where the text says how far its clock is from UTC, by the zone's.
tl::expected<WallMinutes, Problem> parse_moment(const std::string& text,
                                                const std::string& time_zone)
{
    const auto stated = tabular::TimeFormat().read(text);
    if (!stated || stated->precision > TimePrecision::day) {
        return bad_parameter(
            "at", fmt::format("\"{}\" is no date: write for example 2025-06-15, or a time like "
                              "2025-06-15T14:00:00Z (a + before an offset is written %2B)",
                              text));
    }
    if (!stated->utc_offset_minutes) {
        return stated->time;
    }
    const auto zone = TimeZone::find(time_zone);
    if (!zone) {
        return bad_parameter("at", fmt::format("{}; ask for a date", zone.error().message));
    }
    return zone->wall_time(stated->time - *stated->utc_offset_minutes);
}

}  // namespace

tl::expected<std::optional<TimeWindow>, Problem> parse_window(const Query& query,
                                                              const std::string& time_zone)
{
    const auto* at = query.find("at");
    const auto* span = query.find("span");
    if (at == nullptr) {
        if (span != nullptr) {
            return bad_parameter("span", "is the half-width about \"at\", which is not given");
        }
        return std::optional<TimeWindow>();
    }
    if (query.find("datetime") != nullptr) {
        return bad_parameter("at",
                             "cannot stand beside \"datetime\": that counts the incidents of a "
                             "period alike, this weighs them by their nearness to a day; leave one "
                             "of them out");
    }
    std::optional<long> days = kUsualSpan_days;
    if (span != nullptr) {
        days =
            parse_integer(*span, TimeWindow::kLeastHalfWidth_days, TimeWindow::kMostHalfWidth_days);
        if (!days) {
            return bad_parameter(
                "span",
                fmt::format("\"{}\" is no whole number of days from {} to {}", *span,
                            TimeWindow::kLeastHalfWidth_days, TimeWindow::kMostHalfWidth_days));
        }
    }
    const auto moment = parse_moment(*at, time_zone);
    if (!moment) {
        return tl::unexpected<Problem>(moment.error());
    }
    return TimeWindow::about_day_of(*moment, static_cast<int>(*days));
}

}  // namespace heatward::server

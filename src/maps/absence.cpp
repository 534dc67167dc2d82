#include "heatward/maps/absence.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace heatward::maps {
namespace {

template <typename Indices>
bool lists(const Indices& indices, std::uint16_t index)
{
    return std::find(indices.begin(), indices.end(), index) != indices.end();
}

/// The coarsest precision among the filter's rows that may lie in its interval, hours and days but
/// are known too coarsely to tell.
std::optional<TimePrecision> coarsest_left_out(const IncidentTable& incidents,
                                               const IncidentFilter& filter)
{
    const TimePrecision needed = needed_precision(filter);
    std::optional<TimePrecision> coarsest;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const TimePrecision precision = incidents.precision[i];
        if (precision > needed && incidents.located[i].in_study_area &&
            lists(filter.categories, incidents.category[i]) &&
            lists(filter.sources, incidents.source[i]) &&
            may_lie_in(filter, incidents.time[i], precision)) {
            coarsest = std::max(coarsest.value_or(precision), precision);
        }
    }
    return coarsest;
}

/// "times are known to the month only: ask for whole months, without hours and days": of hours and
/// days those that the filter has and that such times cannot tell.
std::string coarse_text(TimePrecision known, const IncidentFilter& filter)
{
    const bool has_hours = !filter.hours.is_all() && known > TimePrecision::hour;
    const bool has_days = !filter.days.is_all() && known > TimePrecision::day;
    return fmt::format("times are known to the {0} only: ask for whole {0}s{1}{2}{3}{4}",
                       to_string(known), has_hours || has_days ? ", without " : "",
                       has_hours ? "hours" : "", has_hours && has_days ? " and " : "",
                       has_days ? "days" : "");
}

}  // namespace

Absence absence_of(const DensityLayer& density, const IncidentTable& incidents)
{
    const IncidentFilter& filter = density.filter();
    if (filter.interval.begin >= filter.interval.end ||
        (filter.window && !filter.interval.contains(filter.window->centre))) {
        return Absence::outside_period;
    }
    if (!density.is_supplied()) {
        return Absence::not_supplied;
    }
    if (!density.selection().rows.empty()) {
        return Absence::none;
    }
    const auto coarsest = coarsest_left_out(incidents, filter);
    if (!coarsest) {
        return Absence::none;
    }
    switch (*coarsest) {
        case TimePrecision::month:
            return Absence::known_to_month;
        case TimePrecision::day:
            return Absence::known_to_day;
        default:
            return Absence::known_to_hour;
    }
}

std::string reason_text(Absence absence, const IncidentFilter& filter)
{
    switch (absence) {
        case Absence::outside_period:
            return "outside the layer's period";
        case Absence::not_supplied:
            return filter.window ? "no source supplied half of this moving window"
                                 : "no source supplied this period";
        case Absence::known_to_hour:
            return coarse_text(TimePrecision::hour, filter);
        case Absence::known_to_day:
            return coarse_text(TimePrecision::day, filter);
        case Absence::known_to_month:
            return coarse_text(TimePrecision::month, filter);
        case Absence::none:
            break;
    }
    return {};
}

std::string_view notice_text(Absence absence)
{
    switch (absence) {
        case Absence::outside_period:
            return "Outside the layer's period";
        case Absence::not_supplied:
            return "Not supplied in this period";
        case Absence::known_to_hour:
            return "Times are known to the hour only";
        case Absence::known_to_day:
            return "Times are known to the day only";
        case Absence::known_to_month:
            return "Times are known to the month only";
        case Absence::none:
            break;
    }
    return {};
}

}  // namespace heatward::maps

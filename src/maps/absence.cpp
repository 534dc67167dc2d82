#include "heatward/maps/absence.hpp"

#include <algorithm>
#include <optional>

namespace heatward::maps {
namespace {

template <typename Indices>
bool lists(const Indices& indices, std::uint16_t index)
{
    return std::find(indices.begin(), indices.end(), index) != indices.end();
}

/// The coarsest precision among the filter's rows that may lie in its interval but are known too
/// coarsely to tell.
std::optional<TimePrecision> coarsest_left_out(const IncidentTable& incidents,
                                               const IncidentFilter& filter)
{
    std::optional<TimePrecision> coarsest;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const TimePrecision precision = incidents.precision[i];
        if (precision > filter.interval.precision && incidents.in_study_area[i] != 0 &&
            incidents.time[i] < filter.interval.end &&
            end_of_unit(incidents.time[i], precision) > filter.interval.begin &&
            lists(filter.categories, incidents.category[i]) &&
            lists(filter.sources, incidents.source[i])) {
            coarsest = std::max(coarsest.value_or(precision), precision);
        }
    }
    return coarsest;
}

}  // namespace

Absence absence_of(const DensityLayer& density, const IncidentTable& incidents)
{
    const IncidentFilter& filter = density.filter();
    if (filter.interval.begin >= filter.interval.end) {
        return Absence::outside_period;
    }
    if (!(density.years() > 0)) {
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

std::string_view reason_text(Absence absence)
{
    switch (absence) {
        case Absence::outside_period:
            return "outside the layer's period";
        case Absence::not_supplied:
            return "no source supplied this period";
        case Absence::known_to_hour:
            return "times are known to the hour only: ask for whole hours";
        case Absence::known_to_day:
            return "times are known to the day only: ask for whole days";
        case Absence::known_to_month:
            return "times are known to the month only: ask for whole months";
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

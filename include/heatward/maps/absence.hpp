#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "heatward/core/incident_table.hpp"
#include "heatward/maps/density_layer.hpp"

namespace heatward::maps {

/// Why a density under a filter is unknown. An absent figure is not nought.
enum class Absence : std::uint8_t {
    none,            ///< it is known; nought means that there was nothing
    outside_period,  ///< the filter's interval (or window's centre) and the layer's period are
                     ///< apart
    not_supplied,    ///< none of the filter's sources supplied any of the interval, or half of the
                     ///< window's kernel
    known_to_hour,   ///< all rows that may lie in the interval, hours and days are known to the
    known_to_day,    ///< hour, or day, or month only, and these are finer
    known_to_month
};

/// What the density lacks under its filter. `incidents` are those that it was made from.
Absence absence_of(const DensityLayer& density, const IncidentTable& incidents);

/// The reason in plain words for an answer, e.g. "no source supplied this period", with what can be
/// asked instead of the filter; empty for none.
std::string reason_text(Absence absence, const IncidentFilter& filter);

/// The same to be set over a map, e.g. "Not supplied in this period"; empty for none.
std::string_view notice_text(Absence absence);

}  // namespace heatward::maps

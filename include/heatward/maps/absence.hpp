#pragma once

#include <cstdint>
#include <string_view>

#include "heatward/core/incident_table.hpp"
#include "heatward/maps/density_layer.hpp"

namespace heatward::maps {

/// Why a density under a filter is unknown. An absent figure is not nought.
enum class Absence : std::uint8_t {
    none,            ///< it is known; nought means that there was nothing
    outside_period,  ///< the filter's interval and the layer's period are apart
    not_supplied,    ///< none of the filter's sources supplied any of the interval
    known_to_hour,   ///< all rows that may lie in the interval are known to the hour, or day,
    known_to_day,    ///< or month only, and the interval is finer
    known_to_month
};

/// What the density lacks under its filter. `incidents` are those that it was made from.
Absence absence_of(const DensityLayer& density, const IncidentTable& incidents);

/// The reason in plain words for an answer, e.g. "no source supplied this period"; empty for none.
std::string_view reason_text(Absence absence);

/// The same to be set over a map, e.g. "Not supplied in this period"; empty for none.
std::string_view notice_text(Absence absence);

}  // namespace heatward::maps

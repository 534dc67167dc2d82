#pragma once

#include <cstddef>

#include "heatward/core/incident_table.hpp"

namespace heatward::pipeline {

/// Whether the incident's own place is known to within so many metres: not one that it was moved
/// to, nor the middle of a postcode sector or a named place.
inline bool is_place_known(const IncidentTable& incidents, std::size_t i, double within_m)
{
    const MatchLevel level = incidents.located[i].level;
    return level != MatchLevel::masked && level != MatchLevel::sector &&
           level != MatchLevel::place &&
           static_cast<double>(incidents.uncertainty_m[i]) <= within_m;
}

}  // namespace heatward::pipeline

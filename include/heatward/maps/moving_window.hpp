#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "heatward/core/incident_filter.hpp"
#include "heatward/core/incident_table.hpp"
#include "heatward/density/time_kernel.hpp"
#include "heatward/project/project.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::maps {

/// The least share of the time kernel's mass that a source must have supplied for its incidents to
/// stand for the window. A half is what there is at the very end of a supply; with less, more is
/// guessed than known, and an incident would weigh more than twice.
inline constexpr double kLeastSuppliedMass = 0.5;

/// For each source of the project the mass of the filter's time kernel within the months that it
/// supplied in the filter's interval; 0 where that is below kLeastSuppliedMass. The filter has a
/// window.
std::vector<double> supplied_masses(const project::Project& project,
                                    const std::vector<run_store::SourceSupply>& supply,
                                    const IncidentFilter& filter);

/// Takes the sources without such a mass out of the filter and gives them, in its order. Where
/// none would stay, all do: the density is then unknown.
std::vector<std::uint16_t> leave_out_sources(IncidentFilter& filter,
                                             const std::vector<double>& masses);

/// What row `i` counts at the window's centre, in 1/year: the kernel's mean over the minute, hour,
/// day or month that is known of it.
double yearly_share(const density::TimeKernel& kernel, const IncidentTable& incidents,
                    std::size_t i);

}  // namespace heatward::maps

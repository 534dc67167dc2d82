#include "heatward/maps/moving_window.hpp"

#include <algorithm>
#include <utility>

namespace heatward::maps {
namespace {

/// At the end of a supply the mass is a half to the rounding of a sum over its months.
constexpr double kRounding = 1e-12;

}  // namespace

std::vector<double> supplied_masses(const project::Project& project,
                                    const std::vector<run_store::SourceSupply>& supply,
                                    const IncidentFilter& filter)
{
    const density::TimeKernel kernel(filter.window.value());
    std::vector<double> masses;
    for (const auto& source : project.sources) {
        const auto found = std::find_if(supply.begin(), supply.end(),
                                        [&](const auto& entry) { return entry.id == source.id; });
        const double mass =
            found == supply.end() ? 0 : kernel.supplied_mass(found->periods, filter.interval);
        masses.push_back(mass < kLeastSuppliedMass - kRounding ? 0 : mass);
    }
    return masses;
}

std::vector<std::uint16_t> leave_out_sources(IncidentFilter& filter,
                                             const std::vector<double>& masses)
{
    std::vector<std::uint16_t> kept;
    std::vector<std::uint16_t> left_out;
    for (const std::uint16_t source : filter.sources) {
        (masses.at(source) > 0 ? kept : left_out).push_back(source);
    }
    if (kept.empty()) {
        return {};
    }
    filter.sources = std::move(kept);
    return left_out;
}

double yearly_share(const density::TimeKernel& kernel, const IncidentTable& incidents,
                    std::size_t i)
{
    const WallMinutes begin = incidents.time[i];
    return kernel.mean_per_day(begin, end_of_unit(begin, incidents.precision[i])) *
           density::kDaysPerYear;
}

}  // namespace heatward::maps

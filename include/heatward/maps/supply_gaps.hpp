#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "heatward/core/incident_filter.hpp"
#include "heatward/core/time.hpp"
#include "heatward/project/project.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::maps {

/// First and last of a row of months, both included.
struct MonthSpan {
    Month first;
    Month last;

    friend bool operator==(const MonthSpan&, const MonthSpan&) = default;
};

/// From the first to the last month that touches the interval and that one of the sources (indices
/// into the project's) supplied or is missing; nothing where there is none.
std::optional<MonthSpan> month_span(const run_store::RunData& run,
                                    std::span<const std::uint16_t> sources,
                                    const TimeInterval& interval);

/// Whether a part of the month lies in the interval.
bool touches(const Month& month, const TimeInterval& interval);

/// What the run says of the source of that index into the project's; null where it says nothing.
const run_store::SourceSupply* find_supply(const run_store::RunData& run, std::uint16_t source);

/// The filter's sources and, of a relative risk, those of its controls: all that a picture of the
/// layer comes from. The filter's own come first. `controls` is what filters the controls; where it
/// is null, all of the layer's.
std::vector<std::uint16_t> sources_behind(const project::Project& project,
                                          const project::Layer& layer, const IncidentFilter& filter,
                                          const IncidentFilter* controls = nullptr);

/// The gaps of the sources (indices into the project's) within the interval in words: "May to
/// December 2024" where all of them lack the same months, else "ambulance: March to April 2025;
/// police: June 2025". Empty where there are none.
std::string not_supplied_text(const run_store::RunData& run, std::span<const std::uint16_t> sources,
                              const TimeInterval& interval);

}  // namespace heatward::maps

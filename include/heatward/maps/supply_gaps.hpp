#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "heatward/core/time.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::maps {

/// The gaps of the sources (indices into the project's) within the interval in words: "May to
/// December 2024" where all of them lack the same months, else "ambulance: March to April 2025;
/// police: June 2025". Empty where there are none.
std::string not_supplied_text(const run_store::RunData& run, std::span<const std::uint16_t> sources,
                              const TimeInterval& interval);

}  // namespace heatward::maps

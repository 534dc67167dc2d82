#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace heatward::pipeline {

/// The report's section on how places were found: rows by source and level with the hit rate, in
/// red where it is too low; whether the rows without a position are like the others; and the
/// commonest texts that gave none.
std::string locating_section(const nlohmann::json& report);

}  // namespace heatward::pipeline

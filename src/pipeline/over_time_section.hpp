#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace heatward::pipeline {

/// "Over time" of report.html: of every layer of report.json that has `time`, what is missing, the
/// change in words, trends of areas, near repeats, months and hours of the week.
std::string over_time_section(const nlohmann::json& report);

}  // namespace heatward::pipeline

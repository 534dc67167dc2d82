#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace heatward::pipeline {

/// Which areas of each set rise, fall or stay hot in one layer of report.json, in numbers and by
/// name; HTML. `noun`: what the layer counts.
std::string trend_section(const nlohmann::json& layer, std::string_view noun);

}  // namespace heatward::pipeline

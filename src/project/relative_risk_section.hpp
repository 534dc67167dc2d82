#pragma once

#include <string_view>

#include "heatward/project/project.hpp"
#include "table_reader.hpp"

namespace heatward::project {

/// The style of a relative risk that asks for none.
inline constexpr std::string_view kRelativeRiskStyle = "risk";

/// Reads `cases` and `controls` of a layer of type "relative-risk". Needs project.sources and
/// categories.
void read_cases_and_controls(TableReader& reader, const Project& project, Layer& layer);

/// Reports `cases` and `controls` of a layer that is a density.
void reject_risk_keys(TableReader& reader);

/// Reports what a relative risk cannot have, once its surface is read.
void check_relative_risk(TableReader& reader, const Layer& layer);

}  // namespace heatward::project

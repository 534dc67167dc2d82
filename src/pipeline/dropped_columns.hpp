#pragma once

#include "finding_collector.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// Refuses a `drop` of columns that the source's format is read from.
void check_dropped_columns(const project::Project& project, FindingCollector& findings);

}  // namespace heatward::pipeline

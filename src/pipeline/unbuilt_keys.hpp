#pragma once

#include "finding_collector.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// Refuses what this version reads but would build wrongly, and warns of what it leaves out.
void report_unbuilt_keys(const project::Project& project, FindingCollector& findings);

}  // namespace heatward::pipeline

#pragma once

#include "finding_collector.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// Reports each file that the build itself does not read, but whoever serves or geocodes will,
/// and that is not there.
void report_missing_other_files(const project::Project& project, FindingCollector& findings);

/// The same for every file that the project names, without opening any: for a project
/// whose file has errors, so that nothing more of it can be relied upon.
void report_missing_files(const project::Project& project, FindingCollector& findings);

}  // namespace heatward::pipeline

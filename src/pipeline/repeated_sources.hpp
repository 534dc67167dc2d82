#pragma once

#include "layer_checks.hpp"

namespace heatward::pipeline {

/// Reports each file that two sources hold, byte for byte: its incidents would count twice.
/// Files without a row below their header may be equal and are left out.
void check_repeated_sources(const project::Project& project, const SourceReaders& readers,
                            FindingCollector& findings);

}  // namespace heatward::pipeline

#pragma once

#include <string>
#include <vector>

#include "heatward/pipeline/source_reader.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// Sentences on the `match` words of the categories that no row of the source has, each with the
/// nearest words that its rows do have.
std::vector<std::string> unmatched_words(const project::Project& project,
                                         const project::Source& source, const SourceRows& rows);

}  // namespace heatward::pipeline

#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "heatward/pipeline/source_reader.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// Above this probability, rows without a position are not said to differ from the others.
inline constexpr double kBiasProbability = 0.01;
/// Below this Cramér's V a difference is too small to matter, however sure.
inline constexpr double kBiasEffect = 0.1;

/// How well a source's places were found: rows by level with their share, the commonest texts that
/// gave no position, and whether the rows without one are like the others by month and by category
/// (docs/RUN-FOLDER.md, `locating`). For analysts alone: the texts are the source's own.
nlohmann::json locating_json(const project::Project& project, const SourceRows& rows);

/// Sentences on the differences that `locating` found, for the report's warnings; without any of
/// the source's texts or counts.
std::vector<std::string> bias_warnings(const std::string& source_id,
                                       const nlohmann::json& locating);

}  // namespace heatward::pipeline

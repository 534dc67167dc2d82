#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "heatward/project/project.hpp"
#include "heatward/run_store/manifest.hpp"

namespace heatward::run_store {

/// Hexadecimal digits of a run id.
inline constexpr std::size_t kRunIdLength = 16;

/// The first 16 hexadecimal digits of the SHA-256 over inputs, the analysis part of the project and
/// the program's version: the same three give the same id in whatever folder.
std::string run_id_of(const project::Project& project, const std::vector<InputChecksum>& inputs);

/// The same from a manifest's parts; `project` is project::to_json's answer.
std::string run_id_of(const nlohmann::json& project, const std::vector<InputChecksum>& inputs,
                      std::string_view program_version);

/// Whether the text has the form of a run id: 16 lower-case hexadecimal digits.
bool is_run_id(std::string_view text);

}  // namespace heatward::run_store

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heatward/project/project.hpp"
#include "heatward/run_store/manifest.hpp"

namespace heatward::run_store {

/// Hexadecimal digits of a run id.
inline constexpr std::size_t kRunIdLength = 16;

/// The first 16 hexadecimal digits of the SHA-256 over everything that decides what a run holds:
/// the inputs, the analysis part of the project, the coordinate operations, this program's version
/// and those of its libraries. The same gives the same id in whatever folder.
std::string run_id_of(const project::Project& project, const std::vector<InputChecksum>& inputs,
                      const CoordinateOperations& operations);

/// The same from what a manifest says of a run, whatever program made it.
std::string run_id_of(const Manifest& manifest);

/// Whether the text has the form of a run id: 16 lower-case hexadecimal digits.
bool is_run_id(std::string_view text);

}  // namespace heatward::run_store

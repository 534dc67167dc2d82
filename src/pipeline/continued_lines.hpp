#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace heatward::pipeline {

/// Lines of a sound record after its first that are not empty: those that its cells hold. A file's
/// physical lines without them are its records.
std::uint64_t continued_lines(const std::vector<std::string>& cells);

}  // namespace heatward::pipeline

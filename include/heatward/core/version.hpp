#pragma once

#include <string_view>

namespace heatward {

/// The program's version, as in CMakeLists.txt: part of every run id.
std::string_view program_version();

}  // namespace heatward

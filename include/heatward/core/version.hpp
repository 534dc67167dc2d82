#pragma once

#include <string_view>

namespace heatward {

/// The program's version, e.g. "0.1.0+3f2a9c1d": that of CMakeLists.txt and the first eight digits
/// of a hash over the sources that decide what a run holds (cmake/SourceHash.cmake). Part of every
/// run id and entity tag.
std::string_view program_version();

}  // namespace heatward

#pragma once

#include <cstdint>

namespace heatward::pipeline {

/// Seed of what is drawn or dealt at random, so that a run can be repeated to the byte.
inline constexpr std::uint64_t kDrawSeed = 20'240'102;

}  // namespace heatward::pipeline

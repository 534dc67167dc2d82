#include "lanes_avx512.hpp"

#include "sweep_lanes.hpp"

namespace heatward::density {

void sweep_avx512(const SweepTask& task, SweepBlock& block) { sweep(task, block); }

}  // namespace heatward::density

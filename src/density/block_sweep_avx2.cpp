#include "lanes_avx2.hpp"

#include "sweep_lanes.hpp"

namespace heatward::density {

void sweep_avx2(const SweepTask& task, SweepBlock& block) { sweep(task, block); }

}  // namespace heatward::density

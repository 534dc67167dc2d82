#include "lanes_portable.hpp"

#include "sweep_lanes.hpp"

namespace heatward::density {

void sweep_portable(const SweepTask& task, SweepBlock& block) { sweep(task, block); }

}  // namespace heatward::density

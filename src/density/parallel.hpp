#pragma once

#include <cstddef>
#include <functional>

namespace heatward::density {

/// Calls `work(i)` once for every i below `n` on `threads` threads, the calling one among
/// them (0: as many as there are cores; 1: in ascending order). The first
/// exception thrown by `work` ends the loop and is thrown on.
void for_each_index(std::size_t n, int threads, const std::function<void(std::size_t)>& work);

}  // namespace heatward::density

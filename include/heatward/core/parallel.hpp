#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>

namespace heatward {

/// Calls `work(i)` once for every i below `n` on `threads` threads, the calling one among them (0:
/// as many as there are cores; 1: in ascending order). The first exception thrown by `work` ends
/// the loop and is thrown on.
void for_each_index(std::size_t n, int threads, const std::function<void(std::size_t)>& work);

/// Calls `work(begin, end)` for runs of at most `grain` indices that together are all below `n`,
/// otherwise as `for_each_index`.
template <class Work>
void for_each_run(std::size_t n, std::size_t grain, unsigned threads, const Work& work)
{
    for_each_index((n + grain - 1) / grain, static_cast<int>(threads),
                   [&](std::size_t run) { work(run * grain, std::min(n, (run + 1) * grain)); });
}

}  // namespace heatward

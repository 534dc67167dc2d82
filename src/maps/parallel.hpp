#pragma once

#include <algorithm>
#include <cstddef>

#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace heatward::maps {

/// Calls `work(begin, end)` for runs of at most `grain` indices that together are all below `n`, in
/// no order, on `threads` threads (0: all cores; 1: this thread, in ascending order).
template <class Work>
void for_each_run(std::size_t n, std::size_t grain, unsigned threads, const Work& work)
{
    const std::size_t runs = (n + grain - 1) / grain;
    const auto one = [&](std::size_t run) { work(run * grain, std::min(n, (run + 1) * grain)); };
    if (threads == 1 || runs <= 1) {
        for (std::size_t run = 0; run < runs; ++run) {
            one(run);
        }
        return;
    }
    const int cores = tbb::info::default_concurrency();
    tbb::task_arena arena(threads > 0 ? std::min(static_cast<int>(threads), cores) : cores);
    arena.execute([&] { tbb::parallel_for(std::size_t{0}, runs, one); });
}

}  // namespace heatward::maps

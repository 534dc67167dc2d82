#pragma once

#include <algorithm>
#include <cstddef>

#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/partitioner.h>
#include <tbb/task_arena.h>

namespace heatward::density {

/// Calls `work(i)` once for every i below `n`, in no order, on `threads` threads, at most one
/// a core (0: all cores; 1: this thread, in ascending order).
template <class Work>
void for_each_index(std::size_t n, int threads, const Work& work)
{
    if (threads == 1 || n <= 1) {
        for (std::size_t i = 0; i < n; ++i) {
            work(i);
        }
        return;
    }
    const int cores = tbb::info::default_concurrency();
    tbb::task_arena arena(threads > 0 ? std::min(threads, cores) : cores);
    arena.execute([&] { tbb::parallel_for(std::size_t{0}, n, work, tbb::auto_partitioner()); });
}

}  // namespace heatward::density

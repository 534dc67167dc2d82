#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "heatward/server/limits.hpp"
#include "heatward/server/work_size.hpp"

namespace heatward::server {

/// How much may wait for a pool or be under way in it. A work that is larger than `pixels` is
/// taken by an idle pool alone.
struct ComputeLimits {
    std::size_t works = kComputeQueue;
    std::size_t pixels = kComputeQueuePixels;
    std::size_t client_works = kClientWorks;    ///< of one client
    std::size_t client_pixels = kClientPixels;  ///< of one client, unless it has just that work
};

/// What a pool is doing.
struct ComputeFigures {
    std::size_t waiting = 0;        ///< works in the queue, without continuations
    std::size_t continuations = 0;  ///< in theirs
    std::size_t running = 0;        ///< works under way
    std::size_t pixels = 0;         ///< of all that wait or are under way
    std::size_t refused = 0;        ///< since the start
};

/// Threads for work that takes milliseconds or more, with a bounded queue, so that a flood of
/// requests is refused rather than kept waiting for minutes. Works begin in the order they came,
/// but long ones wait while kLongWorks of them, or half of the threads, are busy with others. Works
/// that go on with an answer that was begun have a queue of their own, and the two take turns; in
/// each of them clients take turns, so that none waits for all that another asked for.
class ComputePool {
public:
    /// A work. One of its functions is called, or none where the pool ends first. Where `run`
    /// throws, `drop` is called after it.
    struct Work {
        std::function<void()> run;
        /// Called instead of `run`, on any thread, where `has_left` was set while the work waited.
        std::function<void()> drop = [] {};
        /// Set by whoever ordered the work once nobody wants it any more; may be null. A work that
        /// found a thread idle is run all the same: it never waited.
        std::shared_ptr<const std::atomic<bool>> has_left = nullptr;
        WorkSize size = {};
        /// Goes on with an answer that was begun: taken whatever the limits, but counted for its
        /// client, who is granted fewer others meanwhile. Such a work is short.
        bool is_continuation = false;
        std::string client = {};  ///< who takes turns with others
    };

    /// `threads` 0: as many as the machine has.
    ComputePool(unsigned threads, ComputeLimits limits);
    ComputePool(const ComputePool&) = delete;
    ComputePool& operator=(const ComputePool&) = delete;
    /// Drops what has not begun and waits for what has.
    ~ComputePool();

    /// Drops what has not begun; from now on every work is refused. Waits for nothing.
    void end();

    /// `end`, and waits for what has begun. Not for the pool's own threads.
    void join();

    /// Queues the work; false, and nothing is queued, where the pool has ended or the limits are
    /// reached even without the works that nobody wants any more.
    bool submit(Work work);

    [[nodiscard]] ComputeFigures figures() const;

    /// Whether `has_left` was set for the work that the calling thread is running. False where it
    /// runs none.
    [[nodiscard]] static bool has_client_left();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace heatward::server

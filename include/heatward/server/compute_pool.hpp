#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace heatward::server {

/// Threads for work that takes milliseconds or more, with a bounded queue, so that a flood of
/// requests is refused rather than kept waiting for minutes.
class ComputePool {
public:
    /// `threads` 0: as many as the machine has.
    ComputePool(unsigned threads, std::size_t queue_limit);
    ComputePool(const ComputePool&) = delete;
    ComputePool& operator=(const ComputePool&) = delete;
    /// Drops what has not begun and waits for what has.
    ~ComputePool();

    /// Queues the work, which must not throw; false, and nothing is queued, where `queue_limit`
    /// works are waiting or under way.
    bool submit(std::function<void()> work);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace heatward::server

#include "heatward/server/compute_pool.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

namespace heatward::server {

struct ComputePool::State {
    State(unsigned threads, std::size_t limit) : queue_limit(limit), pool(threads) {}
    std::size_t queue_limit;
    std::atomic<std::size_t> outstanding{0};
    boost::asio::thread_pool pool;
};

ComputePool::ComputePool(unsigned threads, std::size_t queue_limit)
    : m_state(std::make_unique<State>(
          threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads, queue_limit))
{
}

ComputePool::~ComputePool()
{
    m_state->pool.stop();
    m_state->pool.join();
}

bool ComputePool::submit(std::function<void()> work)
{
    if (m_state->outstanding.fetch_add(1) >= m_state->queue_limit) {
        m_state->outstanding.fetch_sub(1);
        return false;
    }
    boost::asio::post(m_state->pool, [this, task = std::move(work)] {
        try {
            task();
        } catch (...) {
            // Not even its answer could be handed over; the connection times out.
        }
        m_state->outstanding.fetch_sub(1);
    });
    return true;
}

}  // namespace heatward::server

#include "heatward/server/compute_pool.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace heatward::server {

namespace {

struct Queued {
    ComputePool::Work work;
    bool is_awaited = false;  ///< a thread was idle when it came

    [[nodiscard]] bool is_unwanted() const
    {
        return !is_awaited && work.has_left != nullptr && *work.has_left;
    }
};

/// A work that throws could not hand over even that it failed.
void finish(Queued& queued)
{
    try {
        queued.is_unwanted() ? queued.work.drop() : queued.work.run();
    } catch (...) {
        try {
            queued.work.drop();
        } catch (...) {
            // No memory for that either; the client sees no answer.
        }
    }
    queued.work = {};
}

}  // namespace

struct ComputePool::State {
    State(unsigned threads, ComputeLimits pool_limits);

    void work();
    [[nodiscard]] bool has_next();
    Queued take_next();
    std::deque<Queued>::iterator next();
    [[nodiscard]] bool fits(const WorkSize& size) const;
    [[nodiscard]] bool finds_a_thread_idle(const WorkSize& size) const;
    void count_in(const WorkSize& size);
    void count_out(const WorkSize& size);
    std::vector<Queued> take_unwanted();

    const ComputeLimits limits;
    const std::size_t thread_count;
    const std::size_t most_long;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Queued> queue;  ///< this and what follows: guarded by mutex
    std::deque<Queued> continuations;
    bool is_turn_of_continuations = false;
    std::size_t outstanding = 0;   ///< works waiting or under way
    std::size_t pixels = 0;        ///< of those
    std::size_t long_running = 0;  ///< long works under way
    std::size_t running = 0;       ///< all works under way
    bool is_ending = false;
    std::vector<std::jthread> threads;
};

ComputePool::State::State(unsigned count, ComputeLimits pool_limits)
    : limits(pool_limits),
      thread_count(count),
      most_long(std::clamp<std::size_t>(count / 2, 1, kLongWorks))
{
    for (unsigned i = 0; i < count; ++i) {
        threads.emplace_back([this] { work(); });
    }
}

void ComputePool::State::work()
{
    std::unique_lock lock(mutex);
    while (true) {
        wake.wait(lock, [this] { return is_ending || has_next(); });
        if (is_ending) {
            return;
        }
        Queued queued = take_next();
        const WorkSize size = queued.work.size;
        const bool is_counted = !queued.work.is_continuation;
        ++running;
        long_running += size.is_long ? 1 : 0;
        lock.unlock();
        finish(queued);
        lock.lock();
        --running;
        if (is_counted) {
            count_out(size);
        }
        if (size.is_long) {
            --long_running;
            wake.notify_one();  // another long one may have waited for this
        }
    }
}

bool ComputePool::State::has_next() { return !continuations.empty() || next() != queue.end(); }

/// By turns, so that neither many streams nor a full queue hold the other up.
Queued ComputePool::State::take_next()
{
    auto first = next();
    const bool takes_continuation =
        !continuations.empty() && (is_turn_of_continuations || first == queue.end());
    std::deque<Queued>& from = takes_continuation ? continuations : queue;
    if (takes_continuation) {
        first = continuations.begin();
    }
    Queued queued = std::move(*first);
    from.erase(first);
    is_turn_of_continuations = !takes_continuation;
    return queued;
}

/// The first new work that may begin.
std::deque<Queued>::iterator ComputePool::State::next()
{
    return std::find_if(queue.begin(), queue.end(), [this](const Queued& queued) {
        return !queued.work.size.is_long || long_running < most_long || queued.is_unwanted();
    });
}

bool ComputePool::State::fits(const WorkSize& size) const
{
    return outstanding < limits.works &&
           (outstanding == 0 || (pixels <= limits.pixels && size.pixels <= limits.pixels - pixels));
}

bool ComputePool::State::finds_a_thread_idle(const WorkSize& size) const
{
    return running + queue.size() + continuations.size() < thread_count &&
           (!size.is_long || long_running + queue.size() < most_long);
}

void ComputePool::State::count_in(const WorkSize& size)
{
    ++outstanding;
    pixels += size.pixels;
}

void ComputePool::State::count_out(const WorkSize& size)
{
    --outstanding;
    pixels -= size.pixels;
}

std::vector<Queued> ComputePool::State::take_unwanted()
{
    std::vector<Queued> unwanted;
    std::deque<Queued> kept;
    for (Queued& queued : queue) {
        if (queued.is_unwanted()) {
            count_out(queued.work.size);
            unwanted.push_back(std::move(queued));
        } else {
            kept.push_back(std::move(queued));
        }
    }
    queue.swap(kept);
    return unwanted;
}

ComputePool::ComputePool(unsigned threads, ComputeLimits limits)
    : m_state(std::make_unique<State>(
          threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads, limits))
{
}

ComputePool::~ComputePool()
{
    end();
    m_state->threads.clear();
}

void ComputePool::end()
{
    std::deque<Queued> dropped;  // freed once the lock is let go of
    std::deque<Queued> dropped_continuations;
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->is_ending = true;
        dropped.swap(m_state->queue);
        dropped_continuations.swap(m_state->continuations);
    }
    m_state->wake.notify_all();
}

bool ComputePool::submit(Work work)
{
    std::vector<Queued> unwanted;
    bool is_queued = false;
    {
        const std::lock_guard lock(m_state->mutex);
        if (work.is_continuation && !m_state->is_ending) {
            m_state->continuations.push_back({std::move(work), false});
            is_queued = true;
        } else if (!m_state->fits(work.size)) {
            unwanted = m_state->take_unwanted();
        }
        if (!is_queued && m_state->fits(work.size) && !m_state->is_ending) {
            const WorkSize size = work.size;
            const bool is_awaited = m_state->finds_a_thread_idle(size);
            m_state->queue.push_back({std::move(work), is_awaited});
            m_state->count_in(size);
            is_queued = true;
        }
    }
    m_state->wake.notify_one();
    for (Queued& queued : unwanted) {
        finish(queued);
    }
    return is_queued;
}

}  // namespace heatward::server

#include "heatward/server/compute_pool.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "client_queue.hpp"

namespace heatward::server {

namespace {

/// Of the work that the thread is running; null where nobody says.
thread_local const std::atomic<bool>* t_has_left = nullptr;

void run(const ComputePool::Work& work)
{
    struct Forget {
        ~Forget() { t_has_left = nullptr; }
    } const forget;
    t_has_left = work.has_left.get();
    work.run();
}

/// A work that throws could not hand over even that it failed.
void finish(QueuedWork& queued)
{
    try {
        queued.is_unwanted() ? queued.work.drop() : run(queued.work);
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
    /// Of all clients or one: works that wait or are under way.
    struct Load {
        std::size_t works = 0;
        std::size_t pixels = 0;

        void add(const WorkSize& size)
        {
            ++works;
            pixels += size.pixels;
        }
        void remove(const WorkSize& size)
        {
            --works;
            pixels -= size.pixels;
        }
    };

    State(unsigned threads, ComputeLimits pool_limits);

    void work();
    [[nodiscard]] bool may_begin(const QueuedWork& queued) const;
    [[nodiscard]] bool has_next() const;
    QueuedWork take_next();
    [[nodiscard]] bool fits(const Work& work) const;
    [[nodiscard]] bool finds_a_thread_idle(const WorkSize& size) const;
    void count_in(const Work& work);
    void count_out(const WorkSize& size, const std::string& client, bool is_continuation);
    bool queue_continuation(Work&& work);
    std::vector<QueuedWork> take_unwanted();

    const ComputeLimits limits;
    const std::size_t thread_count;
    const std::size_t most_long;
    std::mutex mutex;
    std::condition_variable wake;
    ClientQueue queue;  ///< this and what follows: guarded by mutex
    ClientQueue continuations;
    bool is_turn_of_continuations = false;
    Load load;
    std::unordered_map<std::string, Load> client_loads;  ///< of clients that have any
    std::size_t long_running = 0;                        ///< long works under way
    std::size_t running = 0;                             ///< all works under way
    std::size_t refused = 0;
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
        QueuedWork queued = take_next();
        const WorkSize size = queued.work.size;
        const std::string client = queued.work.client;
        const bool is_continuation = queued.work.is_continuation;
        ++running;
        long_running += size.is_long ? 1 : 0;
        lock.unlock();
        finish(queued);
        lock.lock();
        --running;
        count_out(size, client, is_continuation);
        if (size.is_long) {
            --long_running;
            wake.notify_one();  // another long one may have waited for this
        }
    }
}

bool ComputePool::State::may_begin(const QueuedWork& queued) const
{
    return !queued.work.size.is_long || long_running < most_long || queued.is_unwanted();
}

bool ComputePool::State::has_next() const
{
    return !continuations.empty() ||
           queue.has([this](const QueuedWork& queued) { return may_begin(queued); });
}

/// By turns, so that neither many streams nor a full queue hold the other up. Only where there is
/// one.
QueuedWork ComputePool::State::take_next()
{
    const auto may = [this](const QueuedWork& queued) { return may_begin(queued); };
    for (int attempt = 0; attempt < 2; ++attempt) {
        ClientQueue& from = is_turn_of_continuations ? continuations : queue;
        is_turn_of_continuations = !is_turn_of_continuations;
        if (auto taken = from.take(may)) {
            return std::move(*taken);
        }
    }
    return {};
}

bool ComputePool::State::fits(const Work& work) const
{
    const auto pixels_fit = [&](const Load& used, std::size_t most) {
        return used.works == 0 || (used.pixels <= most && work.size.pixels <= most - used.pixels);
    };
    const auto found = client_loads.find(work.client);
    const Load client = found == client_loads.end() ? Load{} : found->second;
    return load.works < limits.works && pixels_fit(load, limits.pixels) &&
           client.works < limits.client_works && pixels_fit(client, limits.client_pixels);
}

bool ComputePool::State::finds_a_thread_idle(const WorkSize& size) const
{
    return running + queue.size() + continuations.size() < thread_count &&
           (!size.is_long || long_running + queue.size() < most_long);
}

/// A continuation for its client alone: begun answers must not close the queue to others.
void ComputePool::State::count_in(const Work& work)
{
    client_loads[work.client].add(work.size);
    if (!work.is_continuation) {
        load.add(work.size);
    }
}

void ComputePool::State::count_out(const WorkSize& size, const std::string& client,
                                   bool is_continuation)
{
    const auto found = client_loads.find(client);
    found->second.remove(size);
    if (!is_continuation) {
        load.remove(size);
    }
    if (found->second.works == 0) {
        client_loads.erase(found);
    }
}

bool ComputePool::State::queue_continuation(Work&& work)
{
    if (is_ending) {
        return false;
    }
    count_in(work);
    continuations.push({std::move(work), false});
    return true;
}

std::vector<QueuedWork> ComputePool::State::take_unwanted()
{
    auto unwanted = queue.take_unwanted();
    for (const auto& queued : unwanted) {
        count_out(queued.work.size, queued.work.client, false);
    }
    return unwanted;
}

ComputePool::ComputePool(unsigned threads, ComputeLimits limits)
    : m_state(std::make_unique<State>(
          threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads, limits))
{
}

ComputePool::~ComputePool() { join(); }

void ComputePool::join()
{
    end();
    m_state->threads.clear();
}

void ComputePool::end()
{
    ClientQueue dropped;  // freed once the lock is let go of
    ClientQueue dropped_continuations;
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->is_ending = true;
        std::swap(dropped, m_state->queue);
        std::swap(dropped_continuations, m_state->continuations);
    }
    m_state->wake.notify_all();
}

bool ComputePool::submit(Work work)
{
    std::vector<QueuedWork> unwanted;
    bool is_queued = false;
    {
        const std::lock_guard lock(m_state->mutex);
        if (work.is_continuation) {
            is_queued = m_state->queue_continuation(std::move(work));
        } else {
            if (!m_state->fits(work)) {
                unwanted = m_state->take_unwanted();
            }
            if (m_state->fits(work) && !m_state->is_ending) {
                const bool is_awaited = m_state->finds_a_thread_idle(work.size);
                m_state->count_in(work);
                m_state->queue.push({std::move(work), is_awaited});
                is_queued = true;
            }
        }
        m_state->refused += is_queued ? 0 : 1;
    }
    m_state->wake.notify_one();
    for (QueuedWork& queued : unwanted) {
        finish(queued);
    }
    return is_queued;
}

bool ComputePool::has_client_left() { return t_has_left != nullptr && *t_has_left; }

ComputeFigures ComputePool::figures() const
{
    const std::lock_guard lock(m_state->mutex);
    return {m_state->queue.size(), m_state->continuations.size(), m_state->running,
            m_state->load.pixels, m_state->refused};
}

}  // namespace heatward::server

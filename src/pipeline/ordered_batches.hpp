#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>

#include "heatward/core/parallel.hpp"

namespace heatward::pipeline {

/// A stream that is worked on in batches.
template <class Batch>
struct BatchSteps {
    /// Fills a batch; false where nothing is left. One thread at a time.
    std::function<bool(Batch&)> read;
    /// Works on it, beside other threads; `worker` is this thread's own number.
    std::function<void(std::size_t worker, Batch&)> work;
    /// One thread at a time, in the order in which the batches were read.
    std::function<void(Batch&)> write;
};

/// What the threads of one stream share.
template <class Batch>
class BatchTurns {
public:
    explicit BatchTurns(const BatchSteps<Batch>& steps) : m_steps(steps) {}

    void run(std::size_t worker)
    {
        try {
            Batch batch;
            std::uint64_t number = 0;
            while (read(batch, number)) {
                m_steps.work(worker, batch);
                if (!write(batch, number)) {
                    return;
                }
            }
        } catch (...) {
            fail();
            throw;
        }
    }

private:
    bool read(Batch& batch, std::uint64_t& number)
    {
        const std::lock_guard lock(m_reading);
        m_at_end = m_at_end || !m_steps.read(batch);
        number = m_at_end ? m_read : m_read++;
        return !m_at_end;
    }

    /// False where another thread failed.
    bool write(Batch& batch, std::uint64_t number)
    {
        std::unique_lock lock(m_writing);
        m_turn.wait(lock, [&] { return m_written == number || m_failed; });
        if (m_failed) {
            return false;
        }
        m_steps.write(batch);
        ++m_written;
        m_turn.notify_all();
        return true;
    }

    void fail()
    {
        {
            const std::lock_guard lock(m_reading);
            m_at_end = true;
        }
        const std::lock_guard lock(m_writing);
        m_failed = true;
        m_turn.notify_all();
    }

    const BatchSteps<Batch>& m_steps;
    std::mutex m_reading;
    bool m_at_end = false;
    std::uint64_t m_read = 0;
    std::mutex m_writing;
    std::condition_variable m_turn;
    std::uint64_t m_written = 0;
    bool m_failed = false;
};

/// Reads, works on and writes a whole stream on `workers` threads, each of which holds one batch.
/// The first exception ends all and is thrown on.
template <class Batch>
void work_in_batches(std::size_t workers, const BatchSteps<Batch>& steps)
{
    BatchTurns<Batch> turns(steps);
    for_each_index(workers, static_cast<int>(workers),
                   [&](std::size_t worker) { turns.run(worker); });
}

}  // namespace heatward::pipeline

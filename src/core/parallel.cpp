#include "heatward/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace heatward {
namespace {

/// What the threads of one loop share.
class SharedLoop {
public:
    SharedLoop(std::size_t n, const std::function<void(std::size_t)>& work) : m_n(n), m_work(work)
    {
    }

    void run()
    {
        try {
            for (std::size_t i = m_next++; i < m_n; i = m_next++) {
                m_work(i);
            }
        } catch (...) {
            m_next = m_n;
            const std::lock_guard lock(m_mutex);
            if (!m_failure) {
                m_failure = std::current_exception();
            }
        }
    }

    void rethrow() const
    {
        if (m_failure) {
            std::rethrow_exception(m_failure);
        }
    }

private:
    std::size_t m_n;
    const std::function<void(std::size_t)>& m_work;
    std::atomic<std::size_t> m_next{0};
    std::mutex m_mutex;
    std::exception_ptr m_failure;
};

}  // namespace

void for_each_index(std::size_t n, int threads, const std::function<void(std::size_t)>& work)
{
    const std::size_t wanted = threads > 0
                                   ? static_cast<std::size_t>(threads)
                                   : std::max<std::size_t>(1, std::thread::hardware_concurrency());
    SharedLoop loop(n, work);
    std::vector<std::jthread> helpers;
    try {
        while (helpers.size() + 1 < std::min(wanted, n)) {
            helpers.emplace_back([&] { loop.run(); });
        }
    } catch (const std::system_error&) {
        // No more threads to be had: those that run do the work.
    }
    loop.run();
    helpers.clear();
    loop.rethrow();
}

}  // namespace heatward

#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>

#include "heatward/server/server.hpp"

namespace heatward::server {

/// The access log: a JSON line a request on a file descriptor, written by a thread of its own some
/// moments later, so that no request waits for it. Where the descriptor takes nothing for long,
/// lines are left out, and a line says how many.
class AccessLog {
public:
    explicit AccessLog(int descriptor);
    AccessLog(const AccessLog&) = delete;
    AccessLog& operator=(const AccessLog&) = delete;
    /// Writes what there is.
    ~AccessLog();

    /// Safe from any thread.
    void add(const AccessRecord& record);

private:
    void work();
    void write_out(const std::string& lines) const;

    int m_descriptor;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::string m_lines;  ///< this and what follows: guarded by m_mutex
    std::size_t m_lost = 0;
    bool m_is_ending = false;
    std::thread m_thread;
};

/// The line of a record, with its end.
std::string access_line(const AccessRecord& record);

}  // namespace heatward::server

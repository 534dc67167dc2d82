#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "heatward/server/client_shares.hpp"
#include "heatward/server/compute_pool.hpp"
#include "heatward/server/limits.hpp"
#include "heatward/server/server.hpp"

namespace heatward::server {

class Connection;

/// What all connections of a server share; outlives them.
struct ConnectionGround {
    Responder* responder = nullptr;
    ComputePool* pool = nullptr;
    std::function<void(const AccessRecord&)> log_access;
    Timeouts timeouts;
    std::atomic<bool> is_ending{false};
    std::atomic<std::size_t> refused{0};  ///< connections of `Connection::refuse` that still are
    ClientShares streams{kMaxStreams, kClientStreams};

    void add(const std::shared_ptr<Connection>& connection);
    void remove(const Connection* connection);
    /// Without those that are refused.
    [[nodiscard]] std::size_t size() const;
    /// Closes connections that wait for a request; others close after their answer.
    void end_all();
    /// Closes all.
    void break_off_all();
    /// Closes those whose client has taken longer than it may.
    void end_overdue();
    /// Closes the one that has waited longest for a request; false where none waits.
    bool end_longest_idle();

private:
    std::vector<std::shared_ptr<Connection>> open() const;

    mutable std::mutex m_mutex;
    std::map<const Connection*, std::weak_ptr<Connection>> m_connections;
};

}  // namespace heatward::server

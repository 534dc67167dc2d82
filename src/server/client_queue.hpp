#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "heatward/server/compute_pool.hpp"

namespace heatward::server {

/// A work that waits for a thread.
struct QueuedWork {
    ComputePool::Work work;
    bool is_awaited = false;  ///< a thread was idle when it came

    [[nodiscard]] bool is_unwanted() const
    {
        return !is_awaited && work.has_left != nullptr && *work.has_left;
    }
};

/// Works by client: each client's begin in the order they came, and clients take turns.
class ClientQueue {
public:
    using MayBegin = std::function<bool(const QueuedWork&)>;

    void push(QueuedWork queued);

    [[nodiscard]] bool has(const MayBegin& may_begin) const;
    /// The first of the client whose turn it is, of those that may begin.
    std::optional<QueuedWork> take(const MayBegin& may_begin);
    std::vector<QueuedWork> take_unwanted();

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }

private:
    struct Client {
        std::string name;
        std::deque<QueuedWork> works;
    };

    std::list<Client> m_clients;  ///< those with works; whose turn it is in front
    std::unordered_map<std::string, std::list<Client>::iterator> m_index;
    std::size_t m_size = 0;
};

}  // namespace heatward::server

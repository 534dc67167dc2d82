#include "connection_ground.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "connection.hpp"

namespace heatward::server {

void ConnectionGround::add(const std::shared_ptr<Connection>& connection)
{
    const std::lock_guard lock(m_mutex);
    m_connections.emplace(connection.get(), connection);
}

void ConnectionGround::remove(const Connection* connection)
{
    const std::lock_guard lock(m_mutex);
    m_connections.erase(connection);
}

std::size_t ConnectionGround::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_connections.size() - std::min<std::size_t>(m_connections.size(), refused);
}

std::vector<std::shared_ptr<Connection>> ConnectionGround::open() const
{
    std::vector<std::shared_ptr<Connection>> found;
    const std::lock_guard lock(m_mutex);
    found.reserve(m_connections.size());
    for (const auto& [key, connection] : m_connections) {
        if (auto held = connection.lock()) {
            found.push_back(std::move(held));
        }
    }
    return found;
}

void ConnectionGround::end_all()
{
    for (const auto& connection : open()) {
        connection->end();
    }
}

void ConnectionGround::break_off_all()
{
    for (const auto& connection : open()) {
        connection->break_off();
    }
}

void ConnectionGround::end_overdue()
{
    const auto now = std::chrono::steady_clock::now();
    std::vector<std::shared_ptr<Connection>> overdue;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [key, connection] : m_connections) {
            if (!key->is_overdue(now)) {
                continue;
            }
            if (auto held = connection.lock()) {
                overdue.push_back(std::move(held));
            }
        }
    }
    for (const auto& connection : overdue) {
        connection->end_overdue();
    }
}

bool ConnectionGround::end_longest_idle()
{
    std::shared_ptr<Connection> longest;
    {
        const std::lock_guard lock(m_mutex);
        const Connection* found = nullptr;
        for (const auto& [key, connection] : m_connections) {
            if (key->idle_since() != Connection::kBusy &&
                (found == nullptr || key->idle_since() < found->idle_since())) {
                found = key;
            }
        }
        if (found != nullptr) {
            longest = m_connections.at(found).lock();
        }
    }
    if (longest) {
        longest->end_idle();
    }
    return longest != nullptr;
}

}  // namespace heatward::server

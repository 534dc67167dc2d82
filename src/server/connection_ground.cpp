#include "connection_ground.hpp"

#include <vector>

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
    return m_connections.size();
}

void ConnectionGround::end_all()
{
    std::vector<std::shared_ptr<Connection>> open;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [key, connection] : m_connections) {
            if (auto held = connection.lock()) {
                open.push_back(std::move(held));
            }
        }
    }
    for (const auto& connection : open) {
        connection->end();
    }
}

}  // namespace heatward::server

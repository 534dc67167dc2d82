#include "heatward/server/client_shares.hpp"

#include <utility>

#include "client_share.hpp"

namespace heatward::server {

ClientShares::Place::~Place()
{
    if (m_shares != nullptr) {
        m_shares->give_back(m_client);
    }
}

std::unique_ptr<ClientShares::Place> ClientShares::take(const std::string& client)
{
    auto place = std::make_unique<Place>(client_share(client));
    const std::lock_guard lock(m_mutex);
    if (m_taken >= m_all) {
        return nullptr;
    }
    std::size_t& of_client = m_clients[place->m_client];
    if (of_client >= m_of_a_client) {
        return nullptr;
    }
    ++of_client;
    ++m_taken;
    place->m_shares = this;
    return place;
}

void ClientShares::give_back(const std::string& client)
{
    const std::lock_guard lock(m_mutex);
    --m_taken;
    if (const auto found = m_clients.find(client); --found->second == 0) {
        m_clients.erase(found);
    }
}

}  // namespace heatward::server

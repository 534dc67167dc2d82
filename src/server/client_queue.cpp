#include "client_queue.hpp"

#include <algorithm>
#include <utility>

namespace heatward::server {

void ClientQueue::push(QueuedWork queued)
{
    const auto [found, is_new] = m_index.try_emplace(queued.work.client);
    if (is_new) {
        found->second = m_clients.insert(m_clients.end(), Client{queued.work.client, {}});
    }
    found->second->works.push_back(std::move(queued));
    ++m_size;
}

bool ClientQueue::has(const MayBegin& may_begin) const
{
    return std::any_of(m_clients.begin(), m_clients.end(), [&](const Client& client) {
        return std::any_of(client.works.begin(), client.works.end(), may_begin);
    });
}

std::optional<QueuedWork> ClientQueue::take(const MayBegin& may_begin)
{
    for (auto client = m_clients.begin(); client != m_clients.end(); ++client) {
        const auto work = std::find_if(client->works.begin(), client->works.end(), may_begin);
        if (work == client->works.end()) {
            continue;
        }
        QueuedWork taken = std::move(*work);
        client->works.erase(work);
        --m_size;
        if (client->works.empty()) {
            m_index.erase(client->name);
            m_clients.erase(client);
        } else {
            m_clients.splice(m_clients.end(), m_clients, client);
        }
        return taken;
    }
    return std::nullopt;
}

std::vector<QueuedWork> ClientQueue::take_unwanted()
{
    std::vector<QueuedWork> unwanted;
    while (auto taken = take([](const QueuedWork& queued) { return queued.is_unwanted(); })) {
        unwanted.push_back(std::move(*taken));
    }
    return unwanted;
}

}  // namespace heatward::server

#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace heatward::server {

/// So many places in all, of which each client has some at most: what is few must not be one
/// client's alone. Safe from any thread.
class ClientShares {
public:
    /// Taken until it is destroyed.
    class Place {
    public:
        explicit Place(std::string client) : m_client(std::move(client)) {}
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        ~Place();

    private:
        friend class ClientShares;
        std::string m_client;
        ClientShares* m_shares = nullptr;  ///< null: none is taken
    };

    ClientShares(std::size_t all, std::size_t of_a_client) : m_all(all), m_of_a_client(of_a_client)
    {
    }

    /// Null where there is none left, in all or for the client of that address. The shares outlive
    /// the place.
    std::unique_ptr<Place> take(const std::string& client);

    [[nodiscard]] std::size_t taken() const { return m_taken; }

private:
    void give_back(const std::string& client);

    const std::size_t m_all;
    const std::size_t m_of_a_client;
    std::mutex m_mutex;
    std::unordered_map<std::string, std::size_t> m_clients;  ///< those that have any
    std::atomic<std::size_t> m_taken{0};
};

}  // namespace heatward::server

#pragma once

#include <algorithm>
#include <cstddef>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace heatward::server {

/// Values that are costly to make, by key. Callers that ask for one while another makes it wait
/// for that one; the least recently used are dropped once all together hold more than
/// `capacity_bytes`. Values that someone still uses live on outside the cache. Safe from any
/// thread.
template <class Value>
class SingleFlightCache {
public:
    using Pointer = std::shared_ptr<const Value>;

    explicit SingleFlightCache(std::size_t capacity_bytes) : m_capacity(capacity_bytes) {}

    /// The value of `key`, made by `make()` -> Pointer where it is not there. Its size is
    /// `bytes_of(const Value&)`. What `make` throws is thrown to all who wait, and nothing is kept.
    template <class Make, class BytesOf>
    Pointer get(const std::string& key, Make&& make, BytesOf&& bytes_of)
    {
        std::promise<Pointer> promise;
        std::shared_future<Pointer> future;
        bool is_maker = false;
        {
            const std::lock_guard lock(m_mutex);
            if (const auto found = m_index.find(key); found != m_index.end()) {
                m_entries.splice(m_entries.begin(), m_entries, found->second);
                future = found->second->future;
            } else {
                is_maker = true;
                future = promise.get_future().share();
                m_entries.push_front({key, future, 0});
                m_index.emplace(key, m_entries.begin());
            }
        }
        if (is_maker) {
            Pointer value;
            try {
                value = make();
            } catch (...) {
                forget(key);
                promise.set_exception(std::current_exception());
                throw;
            }
            promise.set_value(value);
            keep_within_capacity(key, std::max<std::size_t>(1, bytes_of(*value)));
        }
        return future.get();
    }

    /// The value, where it is made and kept; else null, at once.
    Pointer find(const std::string& key)
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_index.find(key);
        if (found == m_index.end() || found->second->bytes == 0) {
            return nullptr;
        }
        m_entries.splice(m_entries.begin(), m_entries, found->second);
        return found->second->future.get();
    }

    /// Whether the value is there, made and kept: `get` would not wait.
    [[nodiscard]] bool holds(const std::string& key) const
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_index.find(key);
        return found != m_index.end() && found->second->bytes > 0;
    }

    [[nodiscard]] std::size_t size() const
    {
        const std::lock_guard lock(m_mutex);
        return m_entries.size();
    }

private:
    struct Entry {
        std::string key;
        std::shared_future<Pointer> future;
        std::size_t bytes = 0;  ///< 0 while it is being made
    };

    void keep_within_capacity(const std::string& made, std::size_t bytes)
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_index.find(made); found != m_index.end()) {
            found->second->bytes = bytes;
            m_bytes += bytes;
        }
        auto entry = m_entries.end();
        while (m_bytes > m_capacity && entry != m_entries.begin()) {
            --entry;
            if (entry->bytes > 0 && entry->key != made) {
                m_bytes -= entry->bytes;
                m_index.erase(entry->key);
                entry = m_entries.erase(entry);
            }
        }
    }

    void forget(const std::string& key)
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_index.find(key); found != m_index.end()) {
            m_bytes -= found->second->bytes;
            m_entries.erase(found->second);
            m_index.erase(found);
        }
    }

    std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::list<Entry> m_entries;  ///< the one used last in front
    std::unordered_map<std::string, typename std::list<Entry>::iterator> m_index;
    std::size_t m_bytes = 0;
};

}  // namespace heatward::server

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "heatward/server/response.hpp"

namespace heatward::server {

/// What a cache has done since the start.
struct CacheFigures {
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;
    std::size_t bytes = 0;
    std::size_t entries = 0;
};

/// Answers as they are sent, by a key that tells them from all others (the entity tag: it holds
/// run, tier, request and encoding). The least recently used are dropped beyond `capacity_bytes`.
/// An answer that is asked for while somebody works it out is not worked out twice, and nobody's
/// thread waits for it. Safe from any thread; outlives all `Lead`s.
class AnswerCache {
public:
    using Pointer = std::shared_ptr<const PreparedAnswer>;
    /// Called once with the answer, or with null where whoever worked it out gave up.
    using Waiter = std::function<void(Pointer)>;

    /// Held by who works an answer out. Where it goes without `finish`, the waiters are told null.
    class Lead {
    public:
        Lead(AnswerCache& cache, std::string key) : m_cache(cache), m_key(std::move(key)) {}
        Lead(const Lead&) = delete;
        Lead& operator=(const Lead&) = delete;
        ~Lead();
        /// Keeps the answer and gives it to the waiters.
        void finish(const Pointer& answer);

    private:
        friend class AnswerCache;
        AnswerCache& m_cache;
        std::string m_key;
        bool m_is_awaited = false;  ///< others wait for it, or may
    };

    /// One of them: the answer; or the lead, to whoever is first to ask; or none, to who may
    /// `join`.
    struct Asked {
        Pointer answer;
        std::shared_ptr<Lead> lead;
    };

    explicit AnswerCache(std::size_t capacity_bytes) : m_capacity(capacity_bytes) {}
    AnswerCache(const AnswerCache&) = delete;
    AnswerCache& operator=(const AnswerCache&) = delete;

    Asked ask(const std::string& key);
    /// Waits for the lead of that key; false, and the waiter is not taken, where there is none any
    /// more.
    bool join(const std::string& key, Waiter waiter);

    /// The answer that `remember` gave that address, where it is kept still. Counts as a hit.
    Pointer find_address(const std::string& address);
    void remember(const std::string& address, const Pointer& answer);

    [[nodiscard]] CacheFigures figures() const;

private:
    struct Entry {
        std::string key;
        Pointer answer;
        std::size_t bytes = 0;
    };
    using Entries = std::list<Entry>;

    void settle(const std::string& key, const Pointer& answer) noexcept;
    void tell_waiters(const std::string& key, const Pointer& answer);
    void keep(const std::string& key, const Pointer& answer);

    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    Entries m_entries;  ///< the one used last in front; this and what follows: guarded by m_mutex
    std::unordered_map<std::string, Entries::iterator> m_index;
    std::unordered_map<std::string, std::vector<Waiter>> m_under_way;
    /// Keys, not answers: what is dropped is not held by its addresses.
    std::unordered_map<std::string, std::string> m_addresses;
    CacheFigures m_figures;
};

}  // namespace heatward::server

#include "heatward/server/answer_cache.hpp"

#include <utility>

#include "heatward/server/limits.hpp"

namespace heatward::server {

namespace {

/// Of an entry, its place in the index and an address, beside what the answer itself holds and the
/// keys.
constexpr std::size_t kEntryBytes = 512;

/// What is held for an answer, room that it does not use included.
std::size_t bytes_of(const std::string& key, const PreparedAnswer& answer)
{
    std::size_t bytes = kEntryBytes + answer.body.capacity() + answer.head_lines.capacity() +
                        answer.content_type.capacity() + answer.entity_tag.capacity() +
                        answer.run_id.capacity() + answer.key.capacity() +
                        3 * key.size();  // entry, index and address
    for (const auto& header : answer.headers) {
        bytes += sizeof header + header.name.capacity() + header.value.capacity();
    }
    return bytes;
}

}  // namespace

AnswerCache::Lead::~Lead()
{
    if (m_is_awaited) {
        m_cache.settle(m_key, nullptr);
    }
}

void AnswerCache::Lead::finish(const Pointer& answer)
{
    m_is_awaited = false;
    m_cache.settle(m_key, answer);
}

AnswerCache::Asked AnswerCache::ask(const std::string& key)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_index.find(key); found != m_index.end()) {
        m_entries.splice(m_entries.begin(), m_entries, found->second);
        ++m_figures.hits;
        return {found->second->answer, nullptr};
    }
    ++m_figures.misses;
    auto lead = std::make_shared<Lead>(*this, key);
    lead->m_is_awaited = m_under_way.try_emplace(key).second;
    return {nullptr, lead->m_is_awaited ? std::move(lead) : nullptr};
}

bool AnswerCache::join(const std::string& key, Waiter waiter)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_under_way.find(key);
    if (found == m_under_way.end()) {
        return false;
    }
    found->second.push_back(std::move(waiter));
    return true;
}

AnswerCache::Pointer AnswerCache::find_address(const std::string& address)
{
    const std::lock_guard lock(m_mutex);
    const auto key = m_addresses.find(address);
    if (key == m_addresses.end()) {
        return nullptr;
    }
    const auto found = m_index.find(key->second);
    if (found == m_index.end()) {
        m_addresses.erase(key);
        return nullptr;
    }
    m_entries.splice(m_entries.begin(), m_entries, found->second);
    ++m_figures.hits;
    return found->second->answer;
}

void AnswerCache::remember(const std::string& address, const Pointer& answer)
{
    if (address.size() > kLongestKnownAddress) {
        return;
    }
    const std::lock_guard lock(m_mutex);
    if (m_addresses.size() >= kKnownAddresses) {
        m_addresses.clear();  // those in use are back with their next request
    }
    m_addresses.insert_or_assign(address, answer->key);
}

CacheFigures AnswerCache::figures() const
{
    const std::lock_guard lock(m_mutex);
    CacheFigures figures = m_figures;
    figures.entries = m_entries.size();
    return figures;
}

/// Where there is no memory to keep the answer it is given to the waiters all the same.
void AnswerCache::settle(const std::string& key, const Pointer& answer) noexcept
{
    try {
        const std::lock_guard lock(m_mutex);
        if (answer) {
            keep(key, answer);
        }
    } catch (...) {
        // It is worked out again when it is asked for again.
    }
    try {
        tell_waiters(key, answer);
    } catch (...) {
        // No lock to be had: nobody can be told.
    }
}

void AnswerCache::tell_waiters(const std::string& key, const Pointer& answer)
{
    std::vector<Waiter> waiters;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_under_way.find(key); found != m_under_way.end()) {
            waiters = std::move(found->second);
            m_under_way.erase(found);
        }
    }
    for (auto& waiter : waiters) {
        try {
            waiter(answer);
        } catch (...) {
            // It costs its own connection, which goes with it, and no other.
            waiter = nullptr;
        }
    }
}

void AnswerCache::keep(const std::string& key, const Pointer& answer)
{
    const std::size_t bytes = bytes_of(key, *answer);
    if (bytes > kLargestKeptAnswer || bytes > m_capacity || m_index.contains(key)) {
        return;
    }
    Entries entry;
    entry.push_front({key, answer, bytes});
    m_index.emplace(key, entry.begin());
    m_entries.splice(m_entries.begin(), entry);
    m_figures.bytes += bytes;
    while (m_figures.bytes > m_capacity) {
        m_figures.bytes -= m_entries.back().bytes;
        m_index.erase(m_entries.back().key);
        m_entries.pop_back();
    }
}

}  // namespace heatward::server

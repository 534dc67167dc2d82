#include "heatward/geocode/name_index.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

#include "heatward/geocode/folded_text.hpp"
#include "heatward/geocode/name_key.hpp"

namespace heatward::geocode {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kParts = 3;  // two errors leave one whole
constexpr unsigned kMostErrors = 2;
constexpr unsigned kMostBucketBits = 30;
constexpr std::size_t kLongestKey = 64;  // longer ones are found as they are alone

/// FNV-1a, finished by a multiplication that spreads its low bits.
std::uint64_t hash_of(std::string_view text, std::uint64_t seed = 0xCBF29CE484222325U)
{
    std::uint64_t hash = seed;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    }
    return hash ^ (hash >> 29U) * 0x9E3779B97F4A7C15U;
}

struct PartRange {
    std::size_t begin;
    std::size_t size;
};

/// The key's parts, the first ones shorter where they cannot be equal.
PartRange part_of(std::size_t key_length, std::size_t part)
{
    const std::size_t size = key_length / kParts;
    const std::size_t longer = key_length % kParts;
    const std::size_t shorter = kParts - longer;
    return part < shorter ? PartRange{part * size, size}
                          : PartRange{shorter * size + (part - shorter) * (size + 1), size + 1};
}

std::uint64_t part_hash(std::string_view text, std::size_t key_length, std::size_t part)
{
    return hash_of(text, (key_length * kParts + part + 1) * 0x9E3779B97F4A7C15U);
}

}  // namespace

void TextPool::append(std::string_view text)
{
    if (m_text.size() + text.size() >= kNone) {
        throw DataError("the gazetteer's names take more than 4 GB");
    }
    m_text += text;
    m_ends.push_back(static_cast<std::uint32_t>(m_text.size()));
}

void TextPool::write(ByteWriter& out) const
{
    out.text(m_text);
    out.column(m_ends);
}

TextPool TextPool::read(ByteReader& in)
{
    TextPool pool;
    pool.m_text = in.text();
    pool.m_ends = in.column<std::uint32_t>();
    const bool ascends = std::is_sorted(pool.m_ends.begin(), pool.m_ends.end());
    if (!ascends || (!pool.m_ends.empty() && pool.m_ends.back() > pool.m_text.size())) {
        throw DataError("is damaged: its texts do not follow each other");
    }
    return pool;
}

unsigned typing_errors(std::string_view a, std::string_view b, unsigned limit)
{
    if (a.size() > b.size()) {
        std::swap(a, b);
    }
    if (b.size() - a.size() > limit || b.size() > kLongestKey) {
        return limit + 1;
    }
    // Cells further than the limit from the diagonal have more errors than it.
    using Row = std::array<unsigned, kLongestKey + 2>;
    std::array<Row, 3> rows;
    for (std::size_t j = 0; j <= b.size() + 1; ++j) {
        rows[0][j] = static_cast<unsigned>(j);
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        Row& row = rows[i % 3];
        const Row& above = rows[(i + 2) % 3];
        const Row& two_above = rows[(i + 1) % 3];
        const std::size_t from = i > limit ? i - limit : 1;
        const std::size_t to = std::min(b.size(), i + limit);
        row[from - 1] = from == 1 ? static_cast<unsigned>(i) : limit + 1;
        unsigned least = row[from - 1];
        for (std::size_t j = from; j <= to; ++j) {
            unsigned errors = std::min(std::min(above[j], row[j - 1]) + 1,
                                       above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                errors = std::min(errors, two_above[j - 2] + 1);
            }
            row[j] = errors;
            least = std::min(least, errors);
        }
        row[to + 1] = limit + 1;
        if (least > limit) {
            return limit + 1;
        }
    }
    return std::min(rows[a.size() % 3][b.size()], limit + 1);
}

NameIndex::NameIndex(std::span<const std::string> names)
{
    std::vector<std::pair<std::string, std::uint32_t>> keyed;
    std::string storage;
    std::vector<std::string> keys;
    for (std::uint32_t i = 0; i < names.size(); ++i) {
        m_names.append(names[i]);
        const std::string plain = folded(names[i]);
        const auto words = name_words(plain, storage);
        name_keys(words, keys);
        for (std::string& key : keys) {
            keyed.emplace_back(std::move(key), i);
        }
        for (const std::string_view word : words) {
            std::vector<std::string> one;
            name_keys(std::array{word}, one);
            m_words.push_back(hash_of(word));
            for (const std::string& meaning : one) {
                m_words.push_back(hash_of(meaning));
            }
        }
    }
    std::sort(m_words.begin(), m_words.end());
    m_words.erase(std::unique(m_words.begin(), m_words.end()), m_words.end());
    std::sort(keyed.begin(), keyed.end());
    keyed.erase(std::unique(keyed.begin(), keyed.end()), keyed.end());
    for (std::size_t i = 0; i < keyed.size(); ++i) {
        if (i == 0 || keyed[i].first != keyed[i - 1].first) {
            m_keys.append(keyed[i].first);
            m_first_of_key.push_back(static_cast<std::uint32_t>(m_of_key.size()));
        }
        m_of_key.push_back(keyed[i].second);
    }
    m_first_of_key.push_back(static_cast<std::uint32_t>(m_of_key.size()));
    index_parts();
}

void NameIndex::index_parts()
{
    std::size_t slots = 1;
    while (slots < 2 * m_keys.size()) {
        slots *= 2;
    }
    m_slots.assign(slots, kNone);
    for (std::uint32_t i = 0; i < m_keys.size(); ++i) {
        const std::string_view key = m_keys[i];
        std::size_t slot = hash_of(key) & (slots - 1);
        while (m_slots[slot] != kNone) {
            slot = (slot + 1) & (slots - 1);
        }
        m_slots[slot] = i;
        if (forgiven_errors(key.size()) == 0 || key.size() > kLongestKey) {
            continue;
        }
        for (std::size_t part = 0; part < kParts; ++part) {
            const PartRange range = part_of(key.size(), part);
            m_parts.push_back(
                {part_hash(key.substr(range.begin, range.size), key.size(), part), i});
        }
    }
    std::sort(m_parts.begin(), m_parts.end(), [](const Part& a, const Part& b) {
        return std::tie(a.hash, a.key) < std::tie(b.hash, b.key);
    });
    while (m_bucket_bits < kMostBucketBits && (std::size_t{1} << m_bucket_bits) < m_parts.size()) {
        ++m_bucket_bits;
    }
    m_first_of_bucket.assign((std::size_t{1} << m_bucket_bits) + 1, 0);
    for (const Part& part : m_parts) {
        ++m_first_of_bucket[bucket_of(part.hash) + 1];
    }
    std::partial_sum(m_first_of_bucket.begin(), m_first_of_bucket.end(), m_first_of_bucket.begin());
}

std::size_t NameIndex::bucket_of(std::uint64_t hash) const
{
    return static_cast<std::size_t>(hash >> (64U - m_bucket_bits));
}

std::span<const std::uint32_t> NameIndex::find(std::string_view key) const
{
    if (m_keys.size() == 0) {
        return {};
    }
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t slot = hash_of(key) & mask; m_slots[slot] != kNone; slot = (slot + 1) & mask) {
        const std::uint32_t at = m_slots[slot];
        if (m_keys[at] == key) {
            return std::span(m_of_key).subspan(m_first_of_key[at],
                                               m_first_of_key[at + 1] - m_first_of_key[at]);
        }
    }
    return {};
}

void NameIndex::consider(std::uint32_t at, Nearest& nearest) const
{
    const std::string_view known = m_keys[at];
    const unsigned limit = std::min(nearest.errors, forgiven_errors(known.size()));
    const unsigned errors = typing_errors(nearest.key, known, limit);
    if (errors == 0 || errors > limit) {
        return;
    }
    if (errors < nearest.errors) {
        nearest.hits.clear();
        nearest.errors = errors;
    }
    for (std::uint32_t i = m_first_of_key[at]; i < m_first_of_key[at + 1]; ++i) {
        nearest.hits.push_back({m_of_key[i], errors});
    }
}

void NameIndex::consider_part(std::string_view text, std::size_t key_length, std::size_t part,
                              Nearest& nearest) const
{
    const std::uint64_t hash = part_hash(text, key_length, part);
    const std::size_t bucket = bucket_of(hash);
    const auto end = m_parts.begin() + m_first_of_bucket[bucket + 1];
    auto found = m_parts.begin() + m_first_of_bucket[bucket];
    while (found != end && found->hash < hash) {
        ++found;
    }
    for (; found != end && found->hash == hash; ++found) {
        consider(found->key, nearest);
    }
}

void NameIndex::consider_places(std::size_t key_length, std::size_t part, Nearest& nearest) const
{
    // Letters too many before the part displace it, and those after it make up for the lengths.
    const auto errors = static_cast<std::ptrdiff_t>(forgiven_errors(key_length));
    const PartRange range = part_of(key_length, part);
    const std::string_view key = nearest.key;
    const auto longer =
        static_cast<std::ptrdiff_t>(key.size()) - static_cast<std::ptrdiff_t>(key_length);
    for (std::ptrdiff_t shift = -errors; shift <= errors; ++shift) {
        const std::ptrdiff_t begins = static_cast<std::ptrdiff_t>(range.begin) + shift;
        const auto begin = static_cast<std::size_t>(begins);
        if (std::abs(shift) + std::abs(longer - shift) > errors || begins < 0 ||
            begin + range.size > key.size()) {
            continue;
        }
        const std::string_view text = key.substr(begin, range.size);
        consider_part(text, key_length, part, nearest);
        // Two letters swapped across a border are in two parts: here they are swapped back.
        if (key_length >= kTwoErrorsLength && part > 0 && begin > 0) {
            std::array<char, kLongestKey> swapped{};
            std::copy(text.begin(), text.end(), swapped.begin());
            swapped.front() = key[begin - 1];
            consider_part({swapped.data(), text.size()}, key_length, part, nearest);
        }
    }
}

void NameIndex::find_misspelt(std::string_view key, std::vector<NameHit>& hits) const
{
    hits.clear();
    if (key.size() > kLongestKey || m_parts.empty()) {
        return;
    }
    Nearest nearest{key, kMostErrors, hits};
    const std::size_t shortest =
        std::max(kOneErrorLength, key.size() > kMostErrors ? key.size() - kMostErrors : 0);
    for (std::size_t length = shortest; length <= key.size() + kMostErrors; ++length) {
        for (std::size_t part = 0; part < kParts; ++part) {
            consider_places(length, part, nearest);
        }
    }
    std::sort(hits.begin(), hits.end(),
              [](const NameHit& a, const NameHit& b) { return a.name < b.name; });
    hits.erase(std::unique(hits.begin(), hits.end(),
                           [](const NameHit& a, const NameHit& b) { return a.name == b.name; }),
               hits.end());
}

bool NameIndex::has_word(std::string_view word) const
{
    return std::binary_search(m_words.begin(), m_words.end(), hash_of(word));
}

void NameIndex::write(ByteWriter& out) const
{
    m_names.write(out);
    m_keys.write(out);
    out.column(m_first_of_key);
    out.column(m_of_key);
    out.column(m_words);
}

NameIndex NameIndex::read(ByteReader& in)
{
    NameIndex index;
    index.m_names = TextPool::read(in);
    index.m_keys = TextPool::read(in);
    index.m_first_of_key = in.column<std::uint32_t>();
    index.m_of_key = in.column<std::uint32_t>();
    index.m_words = in.column<std::uint64_t>();
    const bool fits =
        (index.m_first_of_key.empty() && index.m_keys.size() == 0) ||
        (index.m_first_of_key.size() == index.m_keys.size() + 1 &&
         std::is_sorted(index.m_first_of_key.begin(), index.m_first_of_key.end()) &&
         index.m_first_of_key.back() == index.m_of_key.size() &&
         std::all_of(index.m_of_key.begin(), index.m_of_key.end(),
                     [&](std::uint32_t name) { return name < index.m_names.size(); }));
    if (!fits) {
        throw DataError("is damaged: its names do not fit their keys");
    }
    index.index_parts();
    return index;
}

}  // namespace heatward::geocode

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/geocode/byte_archive.hpp"

namespace heatward::geocode {

/// Texts one after the other.
class TextPool {
public:
    [[nodiscard]] std::size_t size() const { return m_ends.size(); }
    [[nodiscard]] std::string_view operator[](std::size_t i) const
    {
        const std::uint32_t begin = i == 0 ? 0 : m_ends[i - 1];
        return std::string_view(m_text).substr(begin, m_ends[i] - begin);
    }
    void append(std::string_view text);

    void write(ByteWriter& out) const;
    static TextPool read(ByteReader& in);

private:
    std::string m_text;
    std::vector<std::uint32_t> m_ends;
};

/// Keys shorter than this are never taken for misspelt, and from kTwoErrorsLength on two errors are
/// forgiven: in a short name one letter is already another name.
inline constexpr std::size_t kOneErrorLength = 6;
inline constexpr std::size_t kTwoErrorsLength = 10;

/// The most typing errors forgiven in a name whose key has so many bytes.
inline unsigned forgiven_errors(std::size_t key_length)
{
    return key_length < kOneErrorLength ? 0 : key_length < kTwoErrorsLength ? 1 : 2;
}

/// Typing errors that part two texts: letters too many, missing, wrong, or two neighbours swapped
/// (optimal string alignment, bytes); `limit` + 1 where there are more than `limit`.
unsigned typing_errors(std::string_view a, std::string_view b, unsigned limit);

/// A name that a text may mean.
struct NameHit {
    std::uint32_t name = 0;
    unsigned errors = 0;
};

/// Names, found by their keys (name_key.hpp), also where up to two typing errors stand in them.
///
/// Misspelt keys are found by the pigeonhole principle: of three parts that a key is cut into, two
/// errors leave at least one whole, a little displaced at most; letters swapped across the border
/// of two parts spoil both, and are swapped back for the search. Source: Li, Deng, Wang and Feng,
/// "Pass-Join: A Partition-based Method for Similarity Joins", PVLDB 5 (2011).
class NameIndex {
public:
    NameIndex() = default;
    /// Names as they are written, each once.
    explicit NameIndex(std::span<const std::string> names);

    [[nodiscard]] std::size_t size() const { return m_names.size(); }
    [[nodiscard]] std::string_view name(std::uint32_t number) const { return m_names[number]; }

    /// The names of that key, ascending.
    [[nodiscard]] std::span<const std::uint32_t> find(std::string_view key) const;

    /// The names whose keys lie nearest, one error or more and at most those forgiven away:
    /// all that share the least number of errors, ascending; `hits` is overwritten.
    void find_misspelt(std::string_view key, std::vector<NameHit>& hits) const;

    /// Whether the word stands in any of the names, as it is or abbreviated.
    [[nodiscard]] bool has_word(std::string_view word) const;

    void write(ByteWriter& out) const;
    static NameIndex read(ByteReader& in);

private:
    struct Part {
        std::uint64_t hash;
        std::uint32_t key;
    };

    /// What lies nearest to a key as far as it has been looked for.
    struct Nearest {
        std::string_view key;
        unsigned errors;
        std::vector<NameHit>& hits;
    };
    void index_parts();
    void consider(std::uint32_t at, Nearest& nearest) const;
    void consider_part(std::string_view text, std::size_t key_length, std::size_t part,
                       Nearest& nearest) const;
    void consider_places(std::size_t key_length, std::size_t part, Nearest& nearest) const;
    [[nodiscard]] std::size_t bucket_of(std::uint64_t hash) const;

    TextPool m_names;
    TextPool m_keys;                            ///< sorted
    std::vector<std::uint32_t> m_first_of_key;  ///< one a key, and one past the last
    std::vector<std::uint32_t> m_of_key;
    std::vector<std::uint64_t> m_words;            ///< hashes, ascending
    std::vector<Part> m_parts;                     ///< by hash
    std::vector<std::uint32_t> m_first_of_bucket;  ///< of the parts, by their hashes' first bits
    unsigned m_bucket_bits = 1;
    std::vector<std::uint32_t> m_slots;  ///< open addressing over m_keys; kNone where empty
};

}  // namespace heatward::geocode

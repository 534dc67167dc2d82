#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <vector>

namespace heatward {

/// Some rows of a table: one bit a row of the table, whatever their number. Iterates over their
/// numbers, ascending.
class RowSet {
public:
    /// Rows that share a word; word w holds rows w·kWordRows and on, the lowest bit first.
    static constexpr std::size_t kWordRows = 64;

    class Iterator {
    public:
        using iterator_concept = std::forward_iterator_tag;
        using iterator_category = std::input_iterator_tag;  // gives values, no references
        using value_type = std::uint32_t;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = std::uint32_t;

        Iterator() = default;
        Iterator(std::span<const std::uint64_t> words, std::size_t word)
            : m_words(words), m_word(word), m_rest(word < words.size() ? words[word] : 0)
        {
            skip_empty_words();
        }
        std::uint32_t operator*() const
        {
            return static_cast<std::uint32_t>(m_word * kWordRows) +
                   static_cast<std::uint32_t>(std::countr_zero(m_rest));
        }
        Iterator& operator++()
        {
            m_rest &= m_rest - 1;
            skip_empty_words();
            return *this;
        }
        Iterator operator++(int)
        {
            const Iterator before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(const Iterator& a, const Iterator& b)
        {
            return a.m_word == b.m_word && a.m_rest == b.m_rest;
        }

    private:
        void skip_empty_words()
        {
            while (m_rest == 0 && m_word < m_words.size()) {
                ++m_word;
                m_rest = m_word < m_words.size() ? m_words[m_word] : 0;
            }
        }

        std::span<const std::uint64_t> m_words;
        std::size_t m_word = 0;
        std::uint64_t m_rest = 0;  ///< the word's rows from the present one on
    };

    RowSet() = default;
    /// No row yet of a table of that many.
    explicit RowSet(std::size_t table_rows) : m_words((table_rows + kWordRows - 1) / kWordRows, 0)
    {
    }

    /// `row` is one of the table's.
    void insert(std::size_t row)
    {
        std::uint64_t& word = m_words[row / kWordRows];
        const std::uint64_t bit = std::uint64_t{1} << row % kWordRows;
        m_size += (word & bit) == 0 ? 1U : 0U;
        word |= bit;
    }

    [[nodiscard]] bool contains(std::size_t row) const
    {
        return row / kWordRows < m_words.size() &&
               (m_words[row / kWordRows] >> row % kWordRows & 1U) != 0;
    }

    /// How many rows it holds.
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] Iterator begin() const { return {m_words, 0}; }
    [[nodiscard]] Iterator end() const { return {m_words, m_words.size()}; }
    [[nodiscard]] std::span<const std::uint64_t> words() const { return m_words; }

    /// Bytes held, for a cache's account.
    [[nodiscard]] std::size_t memory_bytes() const
    {
        return m_words.capacity() * sizeof(std::uint64_t);
    }

    friend bool operator==(const RowSet&, const RowSet&) = default;

private:
    std::vector<std::uint64_t> m_words;
    std::size_t m_size = 0;
};

}  // namespace heatward

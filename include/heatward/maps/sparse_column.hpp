#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

#include "heatward/core/row_set.hpp"

namespace heatward::maps {

/// A column of a table most of whose values are one and the same: others are kept by blocks of
/// neighbouring rows. What rows beyond the table have is that one value too.
template <class T>
class SparseColumn {
public:
    SparseColumn() = default;
    SparseColumn(std::size_t rows, T common)
        : m_block((rows + kBlockRows - 1) / kBlockRows, 0), m_common(std::move(common))
    {
    }

    [[nodiscard]] const T& operator[](std::size_t row) const
    {
        const std::size_t block = row / kBlockRows;
        return block < m_block.size() && m_block[block] != 0
                   ? m_values[m_block[block] - 1][row % kBlockRows]
                   : m_common;
    }

    /// `row` is one of the table's.
    void set(std::size_t row, const T& value)
    {
        std::uint32_t& block = m_block[row / kBlockRows];
        if (block == 0) {
            if (value == m_common) {
                return;
            }
            m_values.emplace_back().fill(m_common);
            block = static_cast<std::uint32_t>(m_values.size());
        }
        m_values[block - 1][row % kBlockRows] = value;
    }

    [[nodiscard]] std::size_t memory_bytes() const
    {
        return m_block.capacity() * sizeof(std::uint32_t) +
               m_values.size() * sizeof(std::array<T, kBlockRows>);
    }

private:
    static constexpr std::size_t kBlockRows = RowSet::kWordRows;

    std::vector<std::uint32_t> m_block;  ///< its number among m_values from 1; 0: all are common
    std::deque<std::array<T, kBlockRows>> m_values;
    T m_common{};
};

}  // namespace heatward::maps

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "heatward/tabular/csv_reader.hpp"

namespace heatward::tabular {

/// The bytes of a source that were read and not yet consumed, in one piece.
class ByteWindow {
public:
    explicit ByteWindow(ByteSource source);

    [[nodiscard]] std::string_view bytes() const;
    [[nodiscard]] bool at_end() const { return m_at_end; }           ///< nothing follows `bytes()`
    [[nodiscard]] std::uint64_t offset() const { return m_offset; }  ///< of the first in the file

    /// Lines begun among the consumed bytes that are not empty, whatever quotes stand around their
    /// ends.
    [[nodiscard]] std::uint64_t lines() const { return m_lines; }
    /// Takes the first byte for the beginning of a line, and counts from it.
    void count_lines_from_here();

    /// Reads one more piece behind the others; does nothing at the end.
    void fill();
    /// Fills until there are `count` bytes or the source ends.
    void fill_to(std::size_t count);
    /// Drops bytes at the front.
    void consume(std::size_t count);

private:
    ByteSource m_source;
    std::vector<char> m_buffer;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::uint64_t m_offset = 0;
    std::uint64_t m_lines = 0;
    bool m_within_line = false;
    bool m_at_end = false;
};

}  // namespace heatward::tabular

#include "byte_window.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace heatward::tabular {
namespace {

/// Large enough that calls do not count, small enough to stay in the processor's cache.
constexpr std::size_t kPieceBytes = std::size_t{128} << 10;

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

/// Places at which a line's text follows `line_end`.
std::uint64_t lines_begun_after(char line_end, std::string_view bytes)
{
    std::uint64_t count = 0;
    for (auto at = bytes.find(line_end); at < bytes.size(); at = bytes.find(line_end, at + 1)) {
        count += at + 1 < bytes.size() && !is_line_end(bytes[at + 1]) ? 1U : 0U;
    }
    return count;
}

}  // namespace

ByteWindow::ByteWindow(ByteSource source) : m_source(std::move(source)) {}

std::string_view ByteWindow::bytes() const { return {m_buffer.data() + m_begin, m_end - m_begin}; }

void ByteWindow::count_lines_from_here()
{
    m_lines = 0;
    m_within_line = false;
}

void ByteWindow::fill()
{
    if (m_at_end) {
        return;
    }
    if (m_begin > 0) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
    }
    if (m_buffer.size() - m_end < kPieceBytes) {
        m_buffer.resize(std::max(m_end + kPieceBytes, m_buffer.size() * 2));
    }
    const std::size_t count = m_source(std::span(m_buffer).subspan(m_end, kPieceBytes));
    m_at_end = count == 0;
    m_end += count;
}

void ByteWindow::fill_to(std::size_t count)
{
    while (m_end - m_begin < count && !m_at_end) {
        fill();
    }
}

void ByteWindow::consume(std::size_t count)
{
    const std::string_view consumed = bytes().substr(0, count);
    if (!consumed.empty()) {
        m_lines += lines_begun_after('\n', consumed) + lines_begun_after('\r', consumed);
        m_lines += !m_within_line && !is_line_end(consumed.front()) ? 1U : 0U;
        m_within_line = !is_line_end(consumed.back());
    }
    m_begin += count;
    m_offset += count;
}

}  // namespace heatward::tabular

#include "byte_window.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace heatward::tabular {
namespace {

/// Large enough that calls do not count, small enough to stay in the processor's cache.
constexpr std::size_t kPieceBytes = std::size_t{128} << 10;

}  // namespace

ByteWindow::ByteWindow(ByteSource source) : m_source(std::move(source)) {}

std::string_view ByteWindow::bytes() const { return {m_buffer.data() + m_begin, m_end - m_begin}; }

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
    m_begin += count;
    m_offset += count;
}

}  // namespace heatward::tabular

#include "streamed_body.hpp"

#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace heatward::server {

StreamedBody::StreamedBody(std::shared_ptr<BodyStream> stream, Framing framing)
    : m_stream(std::move(stream)), m_framing(framing)
{
}

void StreamedBody::advance()
{
    m_piece = {};
    m_piece = m_stream->next();
    m_made += m_piece.size();
    m_is_over = m_piece.empty();
    if (m_framing == Framing::length) {
        const std::uint64_t promised = m_stream->total_bytes().value_or(0);
        if (m_made > promised || (m_is_over && m_made < promised)) {
            throw std::runtime_error(
                fmt::format("a body of {} bytes was promised and {} were made", promised, m_made));
        }
        m_is_over = m_made == promised;
    } else if (m_framing == Framing::chunked) {
        m_lead = m_is_over ? "0\r\n\r\n" : fmt::format("{:x}\r\n", m_piece.size());
        m_trail = m_is_over ? "" : "\r\n";
    }
}

}  // namespace heatward::server

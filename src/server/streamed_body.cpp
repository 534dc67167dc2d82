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
    BodyPiece piece = m_stream->next();
    m_piece = std::move(piece.bytes);
    m_is_over = piece.is_last;
    m_made += m_piece.size();
    if (m_framing == Framing::length) {
        const std::uint64_t promised = m_stream->total_bytes().value_or(0);
        if (m_made > promised || (m_is_over && m_made < promised)) {
            throw std::runtime_error(
                fmt::format("a body of {} bytes was promised and {} were made", promised, m_made));
        }
        m_is_over = m_made == promised;
    } else if (m_framing == Framing::chunked) {
        // A chunk of no bytes would be the end.
        m_lead = m_piece.empty() ? "" : fmt::format("{:x}\r\n", m_piece.size());
        const std::string_view end = m_is_over ? "0\r\n\r\n" : "";
        m_trail.assign(m_piece.empty() ? "" : "\r\n").append(end);
    }
}

}  // namespace heatward::server

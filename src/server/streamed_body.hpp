#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "answer_head.hpp"

namespace heatward::server {

/// A BodyStream as it goes over the wire: one framed piece at a time.
class StreamedBody {
public:
    StreamedBody(std::shared_ptr<BodyStream> stream, Framing framing);

    /// Lets go of the piece that was sent and makes the next one. Throws what the stream throws,
    /// and std::runtime_error where it makes more or fewer bytes than it said.
    void advance();

    /// Whether the piece at hand is the last one, which may be empty. Another may be empty too:
    /// then there is nothing to be sent yet.
    [[nodiscard]] bool is_over() const { return m_is_over; }

    /// What stands before, in and behind the piece at hand.
    [[nodiscard]] std::string_view lead() const { return m_lead; }
    [[nodiscard]] std::string_view piece() const { return m_piece; }
    [[nodiscard]] std::string_view trail() const { return m_trail; }

private:
    std::shared_ptr<BodyStream> m_stream;
    Framing m_framing;
    std::string m_lead;
    std::string m_piece;
    std::string m_trail;
    std::uint64_t m_made = 0;  ///< bytes
    bool m_is_over = false;
};

}  // namespace heatward::server

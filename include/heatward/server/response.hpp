#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "heatward/server/request.hpp"

namespace heatward::server {

/// A body that is made piece by piece while it is sent, so that an answer of any size takes the
/// memory of a piece or two.
class BodyStream {
public:
    BodyStream() = default;
    BodyStream(const BodyStream&) = delete;
    BodyStream& operator=(const BodyStream&) = delete;
    virtual ~BodyStream() = default;

    /// The next piece, of about kStreamPieceBytes; empty at the end. May take milliseconds and runs
    /// on the compute pool, never on two threads at once, and only after the piece before was
    /// taken by the client. What it throws breaks the connection off, so that nobody takes a part
    /// for the whole.
    virtual std::string next() = 0;

    /// Of the whole body, where that is known beforehand.
    [[nodiscard]] virtual std::optional<std::uint64_t> total_bytes() const { return std::nullopt; }
};

/// What goes back to the client. For HEAD the connection sends all but the body.
struct Response {
    int status = 200;
    std::string content_type;  ///< empty where there is no body
    std::string body;
    std::shared_ptr<BodyStream> stream;  ///< in place of `body`; null where there is none
    std::vector<Header> headers;

    /// The value of the first header of that name, or empty.
    [[nodiscard]] std::string header(std::string_view name) const;
};

}  // namespace heatward::server

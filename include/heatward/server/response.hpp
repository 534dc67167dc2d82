#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "heatward/server/request.hpp"

namespace heatward::server {

/// What one step of making a body came to.
struct BodyPiece {
    std::string bytes;     ///< may be empty: nothing yet, or nothing more
    bool is_last = false;  ///< the body ends with these bytes
};

/// A body that is made piece by piece while it is sent, so that an answer of any size takes the
/// memory of a piece or two.
class BodyStream {
public:
    BodyStream() = default;
    BodyStream(const BodyStream&) = delete;
    BodyStream& operator=(const BodyStream&) = delete;
    virtual ~BodyStream() = default;

    /// The next piece, of about kStreamPieceBytes, or what there is of it after about kSliceTime.
    /// Not called again once the last one was given. Runs on the compute pool, never on two threads
    /// at once, and only after the piece before was taken by the client. What it throws breaks the
    /// connection off, so that nobody takes a part for the whole.
    virtual BodyPiece next() = 0;

    /// Of the whole body, where that is known beforehand.
    [[nodiscard]] virtual std::optional<std::uint64_t> total_bytes() const { return std::nullopt; }
};

/// A whole answer that is kept and sent many times, to each client from the same memory.
struct PreparedAnswer {
    int status = 200;
    std::string content_type;
    std::vector<Header> headers;
    std::string body;
    std::string head_lines;     ///< the header lines of all the above, Content-Length included
    std::string entity_tag;     ///< without the encoding's part
    std::string key;            ///< that tells it from all others
    std::string_view route;     ///< as in Trace
    std::string run_id;         ///< as in Trace
    std::string_view encoding;  ///< as in Trace
};

/// What the access log and the metrics say of an answer beside what is sent.
struct Trace {
    std::string_view route;     ///< the route's pattern, which outlives the server; empty: none
    std::string run_id;         ///< of the run that it shows; empty: none
    std::string_view encoding;  ///< "gzip", "br" or empty
    std::string_view cache;     ///< "hit" or "miss"; empty: such answers are not kept
};

/// What goes back to the client. For HEAD the connection sends all but the body.
struct Response {
    int status = 200;
    std::string content_type;  ///< empty where there is no body
    std::string body;
    std::shared_ptr<BodyStream> stream;  ///< in place of `body`; null where there is none
    std::vector<Header> headers;
    /// In place of all the above but `headers`, which come after its own; null where there is none.
    std::shared_ptr<const PreparedAnswer> prepared = nullptr;
    Trace trace = {};

    /// The value of the first header of that name, or empty.
    [[nodiscard]] std::string header(std::string_view name) const;
};

}  // namespace heatward::server

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "heatward/server/response.hpp"

namespace heatward::server {

/// How the client finds the end of a body (RFC 9112, section 6).
enum class Framing : std::uint8_t {
    none,         ///< there is none: 204 and 304
    length,       ///< Content-Length
    chunked,      ///< chunks, of HTTP/1.1 alone
    until_close,  ///< the connection's end
};

/// The framing of an answer to a request of that HTTP version (10 or 11).
Framing framing_of(const Response& response, unsigned version);

/// A header's line.
void append_header(std::string& lines, std::string_view name, std::string_view value);

/// The status line and all headers, with the empty line after them.
std::string answer_head(const Response& response, Framing framing, unsigned version,
                        bool keep_alive);

}  // namespace heatward::server

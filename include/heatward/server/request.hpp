#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace heatward::server {

/// One header field.
struct Header {
    std::string name;
    std::string value;
};

/// What a client asked, before anything in it is trusted.
struct Request {
    std::string method;  ///< as sent, e.g. "GET"
    std::string target;  ///< as sent: path and query, still percent-encoded
    std::vector<Header> headers;
    std::string remote;  ///< address of the peer, for the access log

    /// The value of the first header of that name (case does not count), or null.
    [[nodiscard]] const std::string* find_header(std::string_view name) const;
};

/// Whether the Accept header names `text/html` itself, as browsers' does ("*/*" does not).
bool accepts_html(const Request& request);

/// ASCII case-insensitive equality, as header names compare.
bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace heatward::server

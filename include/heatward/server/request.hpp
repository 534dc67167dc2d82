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
    std::string remote;      ///< address of the peer
    std::string local = {};  ///< ADDRESS:PORT where its connection came in; empty: unknown

    // What Responder::receive makes of it.
    std::string id = {};      ///< a short safe token, for the logs and the answer
    std::string client = {};  ///< address of who asks, behind the proxies that are trusted
    std::string host = {};    ///< HOST or HOST:PORT as asked for, behind those; empty: none
    bool is_host_vouched_for = false;  ///< `host` is the word of a trusted proxy
    bool is_https = false;             ///< between the client and the first of those
    bool is_proxied = false;  ///< a trusted proxy's, or some proxy says that it passed it on

    /// The value of the first header of that name (case does not count), or null.
    [[nodiscard]] const std::string* find_header(std::string_view name) const;
};

/// Whether the Accept header names `text/html` itself, as browsers' does ("*/*" does not).
bool accepts_html(const Request& request);

/// ASCII case-insensitive equality, as header names compare.
bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace heatward::server

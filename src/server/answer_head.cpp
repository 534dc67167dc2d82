#include "answer_head.hpp"

#include <ctime>
#include <iterator>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "heatward/server/problem.hpp"

namespace heatward::server {

namespace {

constexpr std::size_t kUsualHeadBytes = 768;

/// Now, as HTTP writes it; worked out once a second and thread.
const std::string& http_date()
{
    thread_local std::time_t made_at = -1;
    thread_local std::string text;
    if (const std::time_t now = std::time(nullptr); now != made_at) {
        text = fmt::format("{:%a, %d %b %Y %H:%M:%S GMT}", fmt::gmtime(now));
        made_at = now;
    }
    return text;
}

void append(std::string& head, std::string_view name, std::string_view value)
{
    head.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

Framing framing_of(const Response& response, unsigned version)
{
    if (response.status == 204 || response.status == 304) {
        return Framing::none;
    }
    if (!response.stream || response.stream->total_bytes()) {
        return Framing::length;
    }
    return version >= 11 ? Framing::chunked : Framing::until_close;
}

std::string answer_head(const Response& response, Framing framing, unsigned version,
                        bool keep_alive)
{
    std::string head;
    head.reserve(kUsualHeadBytes);
    fmt::format_to(std::back_inserter(head), "HTTP/{}.{} {} {}\r\n", version / 10, version % 10,
                   response.status, reason_phrase(response.status));
    append(head, "Date", http_date());
    if (!response.content_type.empty()) {
        append(head, "Content-Type", response.content_type);
    }
    for (const auto& header : response.headers) {
        append(head, header.name, header.value);
    }
    if (version >= 11 && !keep_alive) {
        append(head, "Connection", "close");
    } else if (version < 11 && keep_alive) {
        append(head, "Connection", "keep-alive");
    }
    if (framing == Framing::length) {
        const std::uint64_t length =
            response.stream ? response.stream->total_bytes().value_or(0) : response.body.size();
        fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", length);
    } else if (framing == Framing::chunked) {
        append(head, "Transfer-Encoding", "chunked");
    }
    head += "\r\n";
    return head;
}

}  // namespace heatward::server

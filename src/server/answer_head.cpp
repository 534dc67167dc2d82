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

}  // namespace

void append_header(std::string& lines, std::string_view name, std::string_view value)
{
    lines.append(name).append(": ").append(value).append("\r\n");
}

Framing framing_of(const Response& response, unsigned version)
{
    const int status = response.prepared ? response.prepared->status : response.status;
    if (status == 204 || status == 304) {
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
    const int status = response.prepared ? response.prepared->status : response.status;
    fmt::format_to(std::back_inserter(head), "HTTP/{}.{} {} {}\r\n", version / 10, version % 10,
                   status, reason_phrase(status));
    append_header(head, "Date", http_date());
    if (!response.content_type.empty()) {
        append_header(head, "Content-Type", response.content_type);
    }
    for (const auto& header : response.headers) {
        append_header(head, header.name, header.value);
    }
    if (version >= 11 && !keep_alive) {
        append_header(head, "Connection", "close");
    } else if (version < 11 && keep_alive) {
        append_header(head, "Connection", "keep-alive");
    }
    if (response.prepared) {
        head += response.prepared->head_lines;
    } else if (framing == Framing::length) {
        const std::uint64_t length =
            response.stream ? response.stream->total_bytes().value_or(0) : response.body.size();
        fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", length);
    } else if (framing == Framing::chunked) {
        append_header(head, "Transfer-Encoding", "chunked");
    }
    head += "\r\n";
    return head;
}

}  // namespace heatward::server

#include "access_log.hpp"

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <iterator>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "heatward/server/limits.hpp"
#include "log.hpp"

namespace heatward::server {

namespace {

/// Between two writes; and enough lines to write at once.
constexpr std::chrono::milliseconds kPause{50};
constexpr std::size_t kManyBytes = std::size_t{64} * 1024;

/// The text in quotes; what JSON or a terminal would take for something else percent-encoded.
void append_text(std::string& line, std::string_view name, std::string_view text)
{
    line.append(",\"").append(name).append("\":\"");
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte >= 0x7F || c == '"' || c == '\\') {
            fmt::format_to(std::back_inserter(line), "%{:02X}", byte);
        } else {
            line += c;
        }
    }
    line += '"';
}

}  // namespace

std::string access_line(const AccessRecord& record)
{
    std::string line;
    line.reserve(384);
    line.append(R"({"time":")").append(now_in_milliseconds());
    line.append(R"(","level":"info","event":"request")");
    append_text(line, "request_id", record.request_id);
    append_text(line, "remote", record.remote);
    append_text(line, "method", record.method);
    append_text(line, "route", record.trace.route);
    append_text(line, "path", record.path);
    fmt::format_to(std::back_inserter(line), R"(,"status":{},"bytes":{},"ms":{:.3f})",
                   record.status, record.bytes, record.milliseconds);
    append_text(line, "run", record.trace.run_id);
    append_text(line, "encoding", record.trace.encoding);
    append_text(line, "cache", record.trace.cache);
    line.append(record.is_complete ? ",\"complete\":true}\n" : ",\"complete\":false}\n");
    return line;
}

AccessLog::AccessLog(int descriptor) : m_descriptor(descriptor), m_thread([this] { work(); }) {}

AccessLog::~AccessLog()
{
    {
        const std::lock_guard lock(m_mutex);
        m_is_ending = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void AccessLog::add(const AccessRecord& record)
{
    const std::string line = access_line(record);
    bool is_much = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_lines.size() + line.size() > kWaitingLogBytes) {
            ++m_lost;
            return;
        }
        const std::size_t before = m_lines.size();
        m_lines += line;
        is_much = before < kManyBytes && m_lines.size() >= kManyBytes;
    }
    if (is_much) {
        m_wake.notify_one();
    }
}

void AccessLog::work()
{
    std::unique_lock lock(m_mutex);
    bool is_last = false;
    while (!is_last) {
        m_wake.wait_for(lock, kPause,
                        [this] { return m_is_ending || m_lines.size() >= kManyBytes; });
        is_last = m_is_ending;
        std::string lines = std::exchange(m_lines, {});
        if (const std::size_t lost = std::exchange(m_lost, 0); lost > 0) {
            lines +=
                fmt::format(R"({{"time":"{}","level":"warning","event":"log_lost","requests":{}}})"
                            "\n",
                            now_in_milliseconds(), lost);
        }
        lock.unlock();
        write_out(lines);
        lock.lock();
    }
}

void AccessLog::write_out(const std::string& lines) const
{
    std::string_view rest = lines;
    while (!rest.empty()) {
        const ssize_t written = ::write(m_descriptor, rest.data(), rest.size());
        if (written < 0 && errno != EINTR) {
            return;  // nobody reads it any more
        }
        rest.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
}

}  // namespace heatward::server

#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace heatward::test {

/// A plain blocking client: what is tested is not trusted to test itself.
class BlockingClient {
public:
    /// `receive_buffer` bytes: what the system takes for a client that does not read; 0: its own
    /// choice. `from`: the loopback address that it comes from, e.g. "127.0.0.2"; null: the usual.
    explicit BlockingClient(std::uint16_t port, int receive_buffer = 0, const char* from = nullptr)
        : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        if (receive_buffer > 0) {
            ::setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        }
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        if (from != nullptr) {
            ::inet_pton(AF_INET, from, &address.sin_addr);
            ::bind(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address);
        }
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience{30, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        m_is_connected =
            ::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    BlockingClient(const BlockingClient&) = delete;
    BlockingClient& operator=(const BlockingClient&) = delete;
    ~BlockingClient() { ::close(m_socket); }

    [[nodiscard]] bool is_connected() const { return m_is_connected; }

    void send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) {
                return;
            }
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    void finish_sending() { ::shutdown(m_socket, SHUT_WR); }

    /// Everything up to where the server closes.
    std::string read_to_end()
    {
        while (read_more()) {
        }
        return std::exchange(m_received, {});
    }

    /// What comes until there are so many bytes, or the end.
    std::string read_at_least(std::size_t bytes)
    {
        while (m_received.size() < bytes && read_more()) {
        }
        return std::exchange(m_received, {});
    }

    /// Whether the server broke the connection off rather than ended it.
    [[nodiscard]] bool was_reset() const { return m_was_reset; }

    /// One answer with a Content-Length, on a connection that stays open.
    std::string read_answer()
    {
        std::size_t head = std::string::npos;
        while ((head = m_received.find("\r\n\r\n")) == std::string::npos && read_more()) {
        }
        const auto field = m_received.find("Content-Length: ");
        const std::size_t length =
            field < head ? std::stoul(m_received.substr(field + 16)) : std::size_t{0};
        while (m_received.size() < head + 4 + length && read_more()) {
        }
        const std::string answer = m_received.substr(0, head + 4 + length);
        m_received.erase(0, answer.size());
        return answer;
    }

    /// One chunked answer on a connection that stays open: its head, and its body without the
    /// chunks' framing. Where it breaks off the body ends with "<broken off>".
    std::string read_chunked_answer()
    {
        std::string answer = take_through("\r\n\r\n");
        while (true) {
            const std::string size = take_through("\r\n");
            if (size.empty()) {
                return answer + "<broken off>";
            }
            const std::size_t bytes = std::stoul(size, nullptr, 16);
            while (m_received.size() < bytes + 2 && read_more()) {
            }
            if (m_received.size() < bytes + 2) {
                return answer + "<broken off>";
            }
            answer += m_received.substr(0, bytes);
            m_received.erase(0, bytes + 2);
            if (bytes == 0) {
                return answer;
            }
        }
    }

private:
    /// What was received up to `end`, or nothing where the connection ends before.
    std::string take_through(std::string_view end)
    {
        std::size_t at = std::string::npos;
        while ((at = m_received.find(end)) == std::string::npos) {
            if (!read_more()) {
                return {};
            }
        }
        std::string taken = m_received.substr(0, at + end.size());
        m_received.erase(0, taken.size());
        return taken;
    }

    bool read_more()
    {
        std::array<char, 65536> buffer{};
        const ssize_t got = ::recv(m_socket, buffer.data(), buffer.size(), 0);
        if (got <= 0) {
            m_was_reset = got < 0 && errno == ECONNRESET;
            return false;
        }
        m_received.append(buffer.data(), static_cast<std::size_t>(got));
        return true;
    }

    int m_socket;
    bool m_is_connected = false;
    bool m_was_reset = false;
    std::string m_received;
};

}  // namespace heatward::test

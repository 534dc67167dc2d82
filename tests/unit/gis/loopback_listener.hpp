#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace heatward::gis {

/// A port of this machine on which something would hear whoever connects.
class LoopbackListener {
public:
    LoopbackListener() : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        // The sockets interface takes every address as this type.
        auto* const any = reinterpret_cast<sockaddr*>(&address);
        if (m_socket < 0 || ::bind(m_socket, any, length) != 0 || ::listen(m_socket, 8) != 0 ||
            ::getsockname(m_socket, any, &length) != 0) {
            throw std::runtime_error("no port to listen on");
        }
        m_port = ntohs(address.sin_port);
    }
    ~LoopbackListener() { ::close(m_socket); }
    LoopbackListener(const LoopbackListener&) = delete;
    LoopbackListener& operator=(const LoopbackListener&) = delete;

    /// "http://127.0.0.1:port/<path>"
    [[nodiscard]] std::string url(const std::string& path) const
    {
        return "http://127.0.0.1:" + std::to_string(m_port) + "/" + path;
    }

    /// Whether anything has connected since the last question.
    [[nodiscard]] bool was_called() const
    {
        bool any = false;
        for (int call = ::accept(m_socket, nullptr, nullptr); call >= 0;
             call = ::accept(m_socket, nullptr, nullptr)) {
            any = true;
            ::close(call);
        }
        return any;
    }

    /// Connects as a client would, so that a test can see that it would be seen.
    void call() const
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(m_port);
        const int caller = ::socket(AF_INET, SOCK_STREAM, 0);
        if (::connect(caller, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            ::close(caller);
            throw std::runtime_error("nobody listens");
        }
        ::close(caller);
    }

private:
    int m_socket;
    std::uint16_t m_port = 0;
};

}  // namespace heatward::gis

#include "heatward/server/listen_address.hpp"

#include <array>
#include <charconv>

#include <arpa/inet.h>
#include <netinet/in.h>

#include <fmt/format.h>

namespace heatward::server {

namespace {

/// The address in its usual form and whether it is loopback; false where it is none.
bool read_ipv4(const std::string& host, ListenAddress& address)
{
    in_addr binary = {};
    if (::inet_pton(AF_INET, host.c_str(), &binary) != 1) {
        return false;
    }
    std::array<char, INET_ADDRSTRLEN> text{};
    address.host = ::inet_ntop(AF_INET, &binary, text.data(), text.size());
    address.is_loopback = (ntohl(binary.s_addr) >> 24) == 127;
    return true;
}

bool read_ipv6(const std::string& host, ListenAddress& address)
{
    in6_addr binary = {};
    if (::inet_pton(AF_INET6, host.c_str(), &binary) != 1) {
        return false;
    }
    std::array<char, INET6_ADDRSTRLEN> text{};
    address.host = ::inet_ntop(AF_INET6, &binary, text.data(), text.size());
    address.is_loopback = address.host == "::1";
    return true;
}

}  // namespace

std::string ListenAddress::text() const
{
    return host.find(':') == std::string::npos ? fmt::format("{}:{}", host, port)
                                               : fmt::format("[{}]:{}", host, port);
}

expected<ListenAddress> parse_listen_address(std::string_view text)
{
    const auto wrong = [&](std::string_view why) {
        return fail(
            fmt::format("listen address \"{}\": {}; give HOST:PORT, e.g. 127.0.0.1:8080 or "
                        "[::1]:8080",
                        text, why));
    };
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) {
        return wrong("has no port");
    }
    ListenAddress address;
    const std::string_view port = text.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
    if (error != std::errc{} || end != port.data() + port.size() || port.empty()) {
        return wrong("its port is no number from 0 to 65535");
    }
    std::string host(text.substr(0, colon));
    const bool in_brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (in_brackets) {
        host = host.substr(1, host.size() - 2);
    }
    if (host == "localhost" && !in_brackets) {
        host = "127.0.0.1";
    }
    if (!(in_brackets ? read_ipv6(host, address) : read_ipv4(host, address))) {
        return wrong("its host is neither an IP address nor localhost");
    }
    return address;
}

}  // namespace heatward::server

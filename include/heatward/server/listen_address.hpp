#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "heatward/core/expected.hpp"

namespace heatward::server {

/// Where the server listens.
struct ListenAddress {
    std::string host;  ///< IPv4 or IPv6 address in its usual form, without brackets
    std::uint16_t port = 0;
    bool is_loopback = false;

    /// "127.0.0.1:8080" or "[::1]:8080".
    [[nodiscard]] std::string text() const;
};

/// Reads "HOST:PORT", HOST being an IPv4 address, an IPv6 address in brackets, or
/// "localhost". Other names are refused, since nothing is looked up on a network.
expected<ListenAddress> parse_listen_address(std::string_view text);

}  // namespace heatward::server

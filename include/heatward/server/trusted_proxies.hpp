#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/server/request.hpp"

namespace heatward::server {

/// The proxies whose word on where a request came from is taken: [server] trusted_proxies.
class TrustedProxies {
public:
    TrustedProxies() = default;
    /// Addresses ("10.0.0.1", "fd00::1") and networks ("10.0.0.0/8"). Throws DataError naming the
    /// one that is none.
    explicit TrustedProxies(const std::vector<std::string>& texts);

    [[nodiscard]] bool contains(std::string_view address) const;

    /// Sets the request's client, host, is_https and is_proxied. Without a trusted peer they are
    /// the connection's and the Host header's. The client is the last address of X-Forwarded-For
    /// (or of Forwarded, RFC 7239) that is no trusted proxy's. Where both headers are there nobody
    /// can say which one the proxy set, and neither counts.
    void settle(Request& request) const;

private:
    /// IPv4 as ::ffff:a.b.c.d.
    using Bytes = std::array<std::uint8_t, 16>;
    struct Network {
        Bytes address = {};
        unsigned bits = 128;
    };
    static bool parse(std::string_view text, Bytes& bytes);

    std::vector<Network> m_networks;
};

}  // namespace heatward::server

#include "heatward/server/trusted_proxies.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <arpa/inet.h>
#include <netinet/in.h>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::server {

namespace {

/// By which proxies say that they passed a request on, beside Forwarded and X-Forwarded-….
constexpr std::array<std::string_view, 5> kOtherProxyHeaders{"Via", "X-Real-IP", "X-Client-IP",
                                                             "True-Client-IP", "CF-Connecting-IP"};

std::string_view trimmed(std::string_view text)
{
    const auto begin = std::min(text.find_first_not_of(" \t\""), text.size());
    text.remove_prefix(begin);
    return text.substr(0, text.find_last_not_of(" \t\"") + 1);
}

/// The parts of a header's value between commas.
std::vector<std::string_view> parts_of(std::string_view value)
{
    std::vector<std::string_view> parts;
    while (true) {
        const auto comma = value.find(',');
        parts.push_back(trimmed(value.substr(0, comma)));
        if (comma == std::string_view::npos) {
            return parts;
        }
        value.remove_prefix(comma + 1);
    }
}

/// Of "[2001:db8::1]:80", "192.0.2.1:80" or an address alone.
std::string_view without_port(std::string_view address)
{
    if (address.starts_with('[')) {
        return address.substr(1, address.find(']') - 1);
    }
    const auto colon = address.find(':');
    const bool is_one =
        colon != std::string_view::npos && address.find(':', colon + 1) == std::string_view::npos;
    return is_one ? address.substr(0, colon) : address;
}

/// The value of `name` in an element of Forwarded: "for=192.0.2.1;proto=https".
std::string_view member_of(std::string_view element, std::string_view name)
{
    while (!element.empty()) {
        const auto end = std::min(element.find(';'), element.size());
        const auto pair = trimmed(element.substr(0, end));
        element.remove_prefix(std::min(end + 1, element.size()));
        const auto equals = std::min(pair.find('='), pair.size());
        if (equals < pair.size() && equal_ignoring_case(pair.substr(0, equals), name)) {
            return trimmed(pair.substr(equals + 1));
        }
    }
    return {};
}

/// What a proxy says, from the first hop to the last.
struct Hops {
    std::vector<std::string_view> addresses;
    std::string_view host;
    std::string_view proto;
};

Hops hops_of(const Request& request)
{
    Hops hops;
    const auto last_of = [&](std::string_view name) {
        const auto* value = request.find_header(name);
        return value == nullptr ? std::string_view() : parts_of(*value).back();
    };
    if (const auto* forwarded = request.find_header("Forwarded")) {
        for (const auto element : parts_of(*forwarded)) {
            hops.addresses.push_back(member_of(element, "for"));
        }
        const auto last = parts_of(*forwarded).back();
        hops.host = member_of(last, "host");
        hops.proto = member_of(last, "proto");
        return hops;
    }
    for (const auto& header : request.headers) {
        if (equal_ignoring_case(header.name, "X-Forwarded-For")) {
            const auto more = parts_of(header.value);
            hops.addresses.insert(hops.addresses.end(), more.begin(), more.end());
        }
    }
    hops.host = last_of("X-Forwarded-Host");
    hops.proto = last_of("X-Forwarded-Proto");
    return hops;
}

}  // namespace

TrustedProxies::TrustedProxies(const std::vector<std::string>& texts)
{
    for (const auto& text : texts) {
        const auto slash = std::min(text.find('/'), text.size());
        Network network;
        const bool is_address = parse(std::string_view(text).substr(0, slash), network.address);
        const bool is_v4 = text.find(':') == std::string::npos;
        if (is_address && slash < text.size()) {
            unsigned bits = 129;
            const char* end = text.data() + text.size();
            const auto read = std::from_chars(text.data() + slash + 1, end, bits);
            network.bits = read.ec == std::errc() && read.ptr == end && bits <= (is_v4 ? 32U : 128U)
                               ? bits + (is_v4 ? 96U : 0U)
                               : 129;
        }
        if (!is_address || network.bits > 128) {
            throw DataError(
                fmt::format("[server] trusted_proxies: \"{}\" is no IP address or "
                            "network such as \"10.0.0.0/8\"",
                            text));
        }
        m_networks.push_back(network);
    }
}

bool TrustedProxies::parse(std::string_view text, Bytes& bytes)
{
    const std::string address(text);
    if (::inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) {
        return true;
    }
    bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    return ::inet_pton(AF_INET, address.c_str(), bytes.data() + 12) == 1;
}

bool TrustedProxies::contains(std::string_view address) const
{
    Bytes bytes = {};
    if (m_networks.empty() || !parse(address, bytes)) {
        return false;
    }
    return std::any_of(m_networks.begin(), m_networks.end(), [&](const Network& network) {
        for (unsigned bit = 0; bit < network.bits; ++bit) {
            const auto mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
            if (((bytes[bit / 8] ^ network.address[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    });
}

void TrustedProxies::settle(Request& request) const
{
    const auto* host = request.find_header("Host");
    request.client = request.remote;
    request.host = host == nullptr ? std::string() : *host;
    request.is_https = false;
    request.is_host_vouched_for = false;
    bool has_forwarded = false;
    bool has_others = false;
    for (const auto& header : request.headers) {
        has_forwarded = has_forwarded || equal_ignoring_case(header.name, "Forwarded");
        has_others = has_others || equal_ignoring_case(header.name.substr(0, 12), "X-Forwarded-");
    }
    const bool is_trusted = contains(request.remote);
    request.is_proxied = is_trusted || has_forwarded || has_others ||
                         std::any_of(kOtherProxyHeaders.begin(), kOtherProxyHeaders.end(),
                                     [&](auto name) { return request.find_header(name); });
    if (has_forwarded == has_others || !is_trusted) {
        return;
    }
    const Hops hops = hops_of(request);
    for (std::size_t i = hops.addresses.size(); i-- > 0;) {
        Bytes ignored = {};
        const auto address = without_port(hops.addresses[i]);
        if (!parse(address, ignored)) {
            break;
        }
        request.client = address;
        if (!contains(address)) {
            break;
        }
    }
    if (!hops.host.empty()) {
        request.host = hops.host;
        request.is_host_vouched_for = true;
    }
    request.is_https = equal_ignoring_case(hops.proto, "https");
}

}  // namespace heatward::server

#include "heatward/server/access.hpp"

#include <algorithm>
#include <array>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <unistd.h>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/tabular/text_encoding.hpp"

namespace heatward::server {

namespace {

bool is_ip_address(const std::string& host)
{
    std::array<unsigned char, sizeof(in6_addr)> ignored{};
    return ::inet_pton(AF_INET, host.c_str(), ignored.data()) == 1 ||
           ::inet_pton(AF_INET6, host.c_str(), ignored.data()) == 1;
}

/// An IP address as the system writes it, anything else as it is: "0:0::1" is "::1".
std::string usual_form(std::string host)
{
    in6_addr bytes{};
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (::inet_pton(AF_INET6, host.c_str(), &bytes) == 1 &&
        ::inet_ntop(AF_INET6, &bytes, text.data(), text.size()) != nullptr) {
        return text.data();
    }
    return host;
}

/// As the system calls the machine, in lower case; empty where it has no name or a longer one than
/// a host may have.
std::string own_host_name()
{
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) {
        return {};
    }
    return tabular::ascii_lower(name.data());
}

Tier default_tier(const project::Server& server, const ListenAddress& listen)
{
    const bool only_this_machine =
        listen.is_loopback && server.public_url.empty() && server.trusted_proxies.empty();
    return only_this_machine ? Tier::analyst : Tier::public_;
}

/// Throws where others than this machine's own users would be served as analysts.
void refuse_open_incidents(const project::Server& server, const ListenAddress& listen)
{
    if (!listen.is_loopback) {
        throw DataError(fmt::format(
            "[access] anonymous = \"analyst\" would show every incident to whoever reaches {}; "
            "listen on a loopback address ([server] listen, --listen 127.0.0.1:PORT) or set "
            "[access] anonymous to \"partner\", \"public\" or \"none\"",
            listen.text()));
    }
    if (!server.public_url.empty()) {
        throw DataError(fmt::format(
            "[access] anonymous = \"analyst\" would show every incident to whoever reaches "
            "[server] public_url {}; remove public_url or set [access] anonymous to "
            "\"partner\", \"public\" or \"none\"",
            server.public_url));
    }
    if (!server.trusted_proxies.empty()) {
        throw DataError(
            "[access] anonymous = \"analyst\" would show every incident to whoever reaches the "
            "proxies of [server] trusted_proxies; remove them or set [access] anonymous to "
            "\"partner\", \"public\" or \"none\"");
    }
    if (!server.cors.empty()) {
        throw DataError(fmt::format(
            "[server] cors would let pages of {} read every incident, as callers without a token "
            "are analysts; remove cors or set [access] anonymous to \"partner\", \"public\" or "
            "\"none\"",
            server.cors.front() == "*" ? "any site" : server.cors.front()));
    }
}

}  // namespace

AccessRules access_rules(const project::Access& access, const project::Server& server,
                         const ListenAddress& listen)
{
    if (!access.tokens.empty()) {
        throw DataError(
            "[access] tokens cannot be checked by this version yet and would guard nothing; remove "
            "them, and let [access] anonymous say what everybody may see");
    }
    const AccessRules rules{access.anonymous.value_or(default_tier(server, listen)),
                            own_host_name()};
    if (rules.anonymous == Tier::analyst) {
        refuse_open_incidents(server, listen);
    }
    return rules;
}

AccessRules folder_access_rules(const ListenAddress& listen)
{
    if (!listen.is_loopback) {
        throw UsageError(
            fmt::format("a folder is served on loopback only, not on {}; give its "
                        "project file, whose [access] says who may see what",
                        listen.text()));
    }
    return {Tier::analyst, own_host_name()};
}

Tier tier_of(const AccessRules& rules, const Request& /*request*/) { return rules.anonymous; }

std::string host_of(std::string_view authority_or_url)
{
    if (const auto scheme = authority_or_url.find("://"); scheme != std::string_view::npos) {
        authority_or_url.remove_prefix(scheme + 3);
    }
    authority_or_url = authority_or_url.substr(0, authority_or_url.find_first_of("/?#"));
    const std::string_view host = authority_or_url.starts_with('[')
                                      ? authority_or_url.substr(1, authority_or_url.find(']') - 1)
                                      : authority_or_url.substr(0, authority_or_url.find(':'));
    return tabular::ascii_lower(host);
}

bool is_own_host(const AccessRules& rules, std::string_view host,
                 std::initializer_list<std::string_view> addresses)
{
    const std::string name = usual_form(host_of(host));
    if (name == "localhost" || (is_ip_address(name) && is_loopback_address(name))) {
        return true;
    }
    return !name.empty() &&
           (name == rules.host_name ||
            std::any_of(addresses.begin(), addresses.end(), [&](std::string_view address) {
                return name == usual_form(host_of(address));
            }));
}

bool is_loopback_address(const std::string& address)
{
    return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

tl::expected<void, Problem> check_host(const AccessRules& rules, std::string_view host)
{
    if (rules.anonymous != Tier::analyst) {
        return {};
    }
    const std::string name = host_of(host);
    if (!is_ip_address(name) && !is_own_host(rules, host, {})) {
        return refuse(421,
                      "this server is not of the name in the Host header: ask for it as localhost, "
                      "by its IP address or by this machine's own name; where it stands behind a "
                      "proxy of that name, set [server] public_url");
    }
    return {};
}

}  // namespace heatward::server

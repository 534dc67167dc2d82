#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "heatward/core/tier.hpp"
#include "heatward/project/project.hpp"
#include "heatward/server/listen_address.hpp"
#include "heatward/server/problem.hpp"
#include "heatward/server/request.hpp"

namespace heatward::server {

/// Who may see what, worked out once at start.
struct AccessRules {
    Tier anonymous = Tier::public_;
    std::string host_name = {};  ///< this machine's own, in lower case; empty where it has none
};

/// The rules of a project. Without [access] anonymous a caller without a token is an analyst
/// where the server listens on loopback and public_url is not set, else public. Throws
/// DataError naming the key where tokens are given, which nobody would check yet, and where callers
/// without a token would be analysts and the server's address, public_url or cors would open the
/// incidents to others than this machine.
AccessRules access_rules(const project::Access& access, const project::Server& server,
                         const ListenAddress& listen);

/// The rules of a folder served without its project file. Throws UsageError where the address is
/// not loopback.
AccessRules folder_access_rules(const ListenAddress& listen);

/// The one decision of what a caller may see.
Tier tier_of(const AccessRules& rules, const Request& request);

/// While anonymous callers are analysts, refuses (421) a Host header that names another site: a
/// web page whose name was pointed to this machine (DNS rebinding) would otherwise read the data
/// through the analyst's own browser. IP addresses, "localhost" and this machine's own name pass;
/// other names without a dot do not, as anybody in its network may answer for them (mDNS, LLMNR).
tl::expected<void, Problem> check_host(const AccessRules& rules, std::string_view host);

/// Whether links may repeat a Host header: it names this machine's loopback ("localhost",
/// 127.0.0.0/8, ::1), its own name, or the host of one of `addresses` (HOST:PORT) on which it was
/// reached. Any other, IP addresses too, may be somebody else's.
bool is_own_host(const AccessRules& rules, std::string_view host,
                 std::initializer_list<std::string_view> addresses);

/// Whether the address is this machine's loopback.
bool is_loopback_address(const std::string& address);

/// The host of "HOST:PORT" or "https://HOST:PORT/path", in lower case, without brackets.
std::string host_of(std::string_view authority_or_url);

}  // namespace heatward::server

#pragma once

#include <string>

namespace heatward::server {

/// Whose share of the server a client's address counts for: an IPv6 client's is its /64 network's,
/// of which one household has every address.
std::string client_share(const std::string& address);

}  // namespace heatward::server

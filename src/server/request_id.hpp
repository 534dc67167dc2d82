#pragma once

#include <string>
#include <string_view>

namespace heatward::server {

/// Whether it may stand in logs and headers as it is: 1 to 64 letters, digits, "-", "_" and ".".
bool is_request_id(std::string_view text);

/// A random UUID (RFC 9562, version 4).
std::string new_request_id();

}  // namespace heatward::server

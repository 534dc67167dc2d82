#pragma once

#include <string>

namespace heatward::server {

/// Now, in RFC 3339 and UTC, to the second.
std::string time_stamp();

}  // namespace heatward::server

#include "time_stamp.hpp"

#include <chrono>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace heatward::server {

std::string time_stamp()
{
    const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

}  // namespace heatward::server

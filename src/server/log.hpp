#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace heatward::server {

enum class LogLevel : std::uint8_t { info, warning, error };

/// One JSON line on standard error: "time" (UTC), "level", "event" and the given members. Safe
/// from any thread.
void log_event(LogLevel level, std::string_view event, const nlohmann::json& members);

/// Now as the log's lines have it, e.g. "2026-01-31T12:00:00.000Z".
std::string now_in_milliseconds();

}  // namespace heatward::server

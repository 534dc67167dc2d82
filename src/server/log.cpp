#include "log.hpp"

#include <array>
#include <chrono>
#include <ctime>
#include <memory>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <nlohmann/json.hpp>

namespace heatward::server {

namespace {

constexpr std::array<std::string_view, 3> kLevelNames{"info", "warning", "error"};

std::unique_ptr<spdlog::logger> make_logger()
{
    auto logger = std::make_unique<spdlog::logger>(
        "heatward", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger->set_pattern("%v");
    logger->flush_on(spdlog::level::trace);
    return logger;
}

}  // namespace

std::string now_in_milliseconds()
{
    using std::chrono::milliseconds;
    const auto now = std::chrono::system_clock::now();
    const auto since = std::chrono::duration_cast<milliseconds>(now.time_since_epoch()).count();
    thread_local std::time_t last = -1;
    thread_local std::string second;
    if (const std::time_t this_second = since / 1000; this_second != last) {
        second = fmt::format("{:%Y-%m-%dT%H:%M:%S}", fmt::gmtime(this_second));
        last = this_second;
    }
    return fmt::format("{}.{:03}Z", second, since % 1000);
}

void log_event(LogLevel level, std::string_view event, const nlohmann::json& members)
{
    static const auto logger = make_logger();
    nlohmann::ordered_json line;
    line["time"] = now_in_milliseconds();
    line["level"] = kLevelNames[static_cast<std::size_t>(level)];
    line["event"] = event;
    for (const auto& [name, value] : members.items()) {
        line[name] = value;
    }
    logger->info("{}", line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace heatward::server

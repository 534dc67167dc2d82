#include "heatward/server/problem.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace heatward::server {

namespace {

constexpr std::array<std::pair<int, std::string_view>, 20> kReasons{{
    {200, "OK"},
    {204, "No Content"},
    {304, "Not Modified"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {411, "Length Required"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {421, "Misdirected Request"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
}};

}  // namespace

tl::unexpected<Problem> refuse(int status, std::string detail, std::string parameter)
{
    return tl::unexpected<Problem>(Problem{status, std::move(detail), std::move(parameter)});
}

tl::unexpected<Problem> bad_parameter(std::string_view parameter, std::string_view reason)
{
    return refuse(400, fmt::format("parameter \"{}\": {}", parameter, reason),
                  std::string(parameter));
}

std::string_view reason_phrase(int status)
{
    for (const auto& [code, reason] : kReasons) {
        if (code == status) {
            return reason;
        }
    }
    return "Unknown";
}

Response problem_response(const Problem& problem)
{
    nlohmann::json json{{"type", "about:blank"},
                        {"title", reason_phrase(problem.status)},
                        {"status", problem.status},
                        {"detail", problem.detail}};
    if (!problem.parameter.empty()) {
        json["parameter"] = problem.parameter;
    }
    Response response;
    response.status = problem.status;
    response.content_type = "application/problem+json";
    // What a client sent stands in the detail: bytes that are no UTF-8 are replaced.
    response.body = json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    response.headers = {{"Cache-Control", "no-store"}};
    if (problem.status == 503) {
        response.headers.push_back({"Retry-After", "2"});
    }
    return response;
}

}  // namespace heatward::server

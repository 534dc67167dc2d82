// What a Service adds to every answer, and its own answers.

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "answer_headers.hpp"
#include "heatward/server/service.hpp"

namespace heatward::server {

Response Service::overload(const Request& request) const
{
    Response response = problem_response(
        {503, "the server has more requests than it can answer soon; try again", {}});
    add_common_headers(request, response);
    return response;
}

Response Service::refusal(const Request& request, const Problem& problem) const
{
    Response response = problem_response(problem);
    add_common_headers(request, response);
    return response;
}

bool Service::is_allowed_origin(const std::string& origin) const
{
    return std::any_of(m_options.cors.begin(), m_options.cors.end(),
                       [&](const auto& allowed) { return allowed == "*" || allowed == origin; });
}

/// What an address takes; and to a browser's question before a request from another site's page
/// (the Fetch standard's preflight), what it may send.
Response Service::options(const Request& request) const
{
    Response response;
    response.status = 204;
    response.headers = {{"Allow", std::string(kAllowed)}};
    const std::string* origin = request.find_header("Origin");
    if (origin != nullptr && request.find_header("Access-Control-Request-Method") != nullptr &&
        is_allowed_origin(*origin)) {
        response.headers.push_back({"Access-Control-Allow-Methods", std::string(kAllowed)});
        response.headers.push_back({"Access-Control-Allow-Headers",
                                    "Accept, Accept-Encoding, Authorization, "
                                    "Content-Type, If-None-Match"});
        response.headers.push_back({"Access-Control-Max-Age", "600"});
    }
    return response;
}

void Service::add_request_headers(const Request& request, Response& response) const
{
    if (!request.id.empty()) {
        response.headers.push_back({"X-Request-Id", request.id});
        if (response.content_type == "application/problem+json" &&
            response.body.starts_with("{\n")) {
            response.body.insert(
                2, fmt::format("  \"instance\": \"urn:{}:{}\",\n",
                               request.id.size() == 36 ? "uuid" : "request", request.id));
        }
    }
    if (m_options.cors.empty()) {
        return;
    }
    response.headers.push_back({"Vary", "Origin"});
    const std::string* origin = request.find_header("Origin");
    if (origin != nullptr && is_allowed_origin(*origin)) {
        const bool any =
            std::find(m_options.cors.begin(), m_options.cors.end(), "*") != m_options.cors.end();
        response.headers.push_back({"Access-Control-Allow-Origin", any ? "*" : *origin});
        response.headers.push_back({"Access-Control-Expose-Headers",
                                    "Content-Crs, ETag, Link, X-Heatward-Excluded, "
                                    "X-Heatward-Left-Out-Sources, X-Heatward-Run, X-Request-Id"});
    }
}

void Service::add_common_headers(const Request& request, Response& response) const
{
    add_security_headers(response);
    add_request_headers(request, response);
}

Response Service::failure(const Request& request, std::string_view what) const
{
    Response response = problem_of_failure(request, what);
    add_common_headers(request, response);
    return response;
}

Response Service::problem_of_failure(const Request& request, std::string_view what) const
{
    if (m_options.log_failure) {
        m_options.log_failure(request, what);
    }
    return problem_response({500, "something went wrong inside the server; its log says what", {}});
}

}  // namespace heatward::server

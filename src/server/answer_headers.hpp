#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heatward/server/route.hpp"

namespace heatward::server {

/// What a good answer's headers say of keeping it.
struct AnswerHeaders {
    std::string entity_tag;  ///< empty: never kept
    std::vector<Header> headers;
};

/// The entity tag hashes run id, program version, style, tier and canonical request.
AnswerHeaders answer_headers(const Route& route, const RouteContext& context, const Answer& answer);

void add_to(Response& response, const AnswerHeaders& headers);

/// The 304 that stands for an answer with these headers and that tag of it, which holds its
/// encoding.
Response not_modified(const std::vector<Header>& headers, const std::string& entity_tag);

/// The methods that every route takes, for Allow.
inline constexpr std::string_view kAllowed = "GET, HEAD, OPTIONS";

/// Caches keep answers of each encoding apart.
inline const Header kVaryByEncoding{"Vary", "Accept-Encoding"};

/// Headers against what browsers would otherwise do with an answer.
void add_security_headers(Response& response);

}  // namespace heatward::server

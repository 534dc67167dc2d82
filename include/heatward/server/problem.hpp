#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "heatward/server/response.hpp"

namespace heatward::server {

/// Why a request is not answered: an HTTP status of 400 or above, a sentence, and the parameter
/// that is to blame, if one is.
struct Problem {
    int status = 400;
    std::string detail;
    std::string parameter;
};

/// Shorthands for returning a Problem from a function that gives expected<T, Problem>.
tl::unexpected<Problem> refuse(int status, std::string detail, std::string parameter = {});
tl::unexpected<Problem> bad_parameter(std::string_view parameter, std::string_view reason);

/// The reason phrase of a status (RFC 9110), e.g. "Not Found".
std::string_view reason_phrase(int status);

/// The problem as application/problem+json (RFC 9457), never cached.
Response problem_response(const Problem& problem);

}  // namespace heatward::server

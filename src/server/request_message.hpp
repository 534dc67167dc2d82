#pragma once

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/system/error_code.hpp>

#include "heatward/server/problem.hpp"
#include "heatward/server/request.hpp"

namespace heatward::server {

using RequestParser = boost::beast::http::request_parser<boost::beast::http::string_body>;

/// What Beast read as a Request, in the memory of the one before.
void copy_message(const RequestParser::value_type& message, Request& request);

/// What is wrong with bytes that Beast could not read.
Problem problem_of(boost::system::error_code error);

}  // namespace heatward::server

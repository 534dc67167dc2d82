#include "request_message.hpp"

#include <string_view>

#include <fmt/format.h>
#include <boost/beast/http/error.hpp>

#include "heatward/server/limits.hpp"

namespace heatward::server {

namespace http = boost::beast::http;

namespace {

std::string_view text_of(boost::beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

void copy_message(const RequestParser::value_type& message, Request& request)
{
    request.method = text_of(message.method_string());
    request.target = text_of(message.target());
    std::size_t count = 0;
    for (const auto& field : message) {
        if (count == request.headers.size()) {
            request.headers.emplace_back();
        }
        request.headers[count].name = text_of(field.name_string());
        request.headers[count].value = text_of(field.value());
        ++count;
    }
    request.headers.resize(count);
}

Problem problem_of(boost::system::error_code error)
{
    if (error == http::error::body_limit) {
        return {413, fmt::format("the request's body is larger than {} bytes", kMaxBodyBytes), {}};
    }
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
        return {431,
                fmt::format("the request's headers are larger than {} bytes", kMaxHeaderBytes),
                {}};
    }
    return {400, fmt::format("this is no HTTP/1.1 request: {}", error.message()), {}};
}

}  // namespace heatward::server

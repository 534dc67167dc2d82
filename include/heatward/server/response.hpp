#pragma once

#include <string>
#include <vector>

#include "heatward/server/request.hpp"

namespace heatward::server {

/// What goes back to the client. For HEAD the connection sends all but the body.
struct Response {
    int status = 200;
    std::string content_type;  ///< empty where there is no body
    std::string body;
    std::vector<Header> headers;

    /// The value of the first header of that name, or empty.
    [[nodiscard]] std::string header(std::string_view name) const;
};

}  // namespace heatward::server

#include "heatward/server/response.hpp"

namespace heatward::server {

std::string Response::header(std::string_view name) const
{
    for (const auto& header : headers) {
        if (equal_ignoring_case(header.name, name)) {
            return header.value;
        }
    }
    return {};
}

}  // namespace heatward::server

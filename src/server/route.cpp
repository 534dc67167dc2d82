#include "heatward/server/route.hpp"

namespace heatward::server {

Response ok(std::string_view content_type, std::string body)
{
    Response response;
    response.content_type = content_type;
    response.body = std::move(body);
    return response;
}

}  // namespace heatward::server

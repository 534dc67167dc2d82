#include "heatward/server/service_exception.hpp"

namespace heatward::server {

tl::unexpected<ServiceException> service_exception(std::string_view code, std::string text,
                                                   std::string_view locator, int status)
{
    return tl::unexpected(
        ServiceException{std::string(code), std::move(text), std::string(locator), status});
}

}  // namespace heatward::server

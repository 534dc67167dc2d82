#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace heatward::server {

/// Why a WMS or WMTS request is not answered: a code of its standard, a sentence for people and the
/// parameter that is to blame, if one is.
struct ServiceException {
    std::string code;
    std::string text;
    std::string locator = {};
    int status = 400;
};

/// Shorthand for returning one from a function that gives expected<T, ServiceException>.
tl::unexpected<ServiceException> service_exception(std::string_view code, std::string text,
                                                   std::string_view locator = {}, int status = 400);

}  // namespace heatward::server

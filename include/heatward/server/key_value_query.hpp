#pragma once

#include <string>
#include <string_view>

#include "heatward/server/service_exception.hpp"
#include "heatward/server/url.hpp"

namespace heatward::server {

/// A query by the rules of OGC's key-value pairs (OGC 06-121r3, 11.5): names in any case. Names
/// come out in lower case. Refused: a name twice in whatever case.
tl::expected<Query, ServiceException> fold_names(const Query& query);

/// The value of a name in lower case; null where it is not there or is empty, which means the same.
const std::string* find_value(const Query& folded, std::string_view name);

/// The value, or an exception MissingParameterValue that names the parameter.
tl::expected<std::string, ServiceException> required_value(const Query& folded,
                                                           std::string_view name);

/// An integer from `least` to `most` in a parameter that must be there.
tl::expected<int, ServiceException> required_integer(
    const Query& folded, std::string_view name, int least, int most,
    std::string_view code = "InvalidParameterValue");

/// ASCII letters in upper case.
std::string upper_case(std::string_view text);

}  // namespace heatward::server

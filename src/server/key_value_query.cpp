#include "heatward/server/key_value_query.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heatward/server/numbers.hpp"
#include "heatward/tabular/text_encoding.hpp"

namespace heatward::server {

std::string upper_case(std::string_view text)
{
    std::string upper(text);
    std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return upper;
}

tl::expected<Query, ServiceException> fold_names(const Query& query)
{
    Query folded;
    for (const auto& [name, value] : query.parameters) {
        std::string lower = tabular::ascii_lower(name);
        if (folded.find(lower) != nullptr) {
            return service_exception("InvalidParameterValue",
                                     fmt::format("parameter {} is given more than once", name),
                                     name);
        }
        folded.parameters.emplace_back(std::move(lower), value);
    }
    return folded;
}

const std::string* find_value(const Query& folded, std::string_view name)
{
    const auto* value = folded.find(name);
    return value == nullptr || value->empty() ? nullptr : value;
}

tl::expected<std::string, ServiceException> required_value(const Query& folded,
                                                           std::string_view name)
{
    if (const auto* value = find_value(folded, name)) {
        return *value;
    }
    return service_exception("MissingParameterValue",
                             fmt::format("parameter {} is missing", upper_case(name)),
                             upper_case(name));
}

tl::expected<int, ServiceException> required_integer(const Query& folded, std::string_view name,
                                                     int least, int most, std::string_view code)
{
    const auto text = required_value(folded, name);
    if (!text) {
        return tl::unexpected(text.error());
    }
    const auto number = parse_integer(*text, least, most);
    if (!number) {
        return service_exception(
            code,
            fmt::format("parameter {}: \"{}\" is no whole number from {} to {}", upper_case(name),
                        *text, least, most),
            upper_case(name));
    }
    return static_cast<int>(*number);
}

}  // namespace heatward::server

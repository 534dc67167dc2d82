#include "crs_name.hpp"

#include <utility>

#include "heatward/server/key_value_query.hpp"
#include "heatward/tabular/text_encoding.hpp"

namespace heatward::server {

namespace {

/// The authority and code after a prefix, `separator` between authority, version and code.
std::optional<CrsName> after_prefix(std::string_view text, std::string_view prefix, char separator)
{
    if (!text.starts_with(prefix)) {
        return std::nullopt;
    }
    text.remove_prefix(prefix.size());
    const auto first = text.find(separator);
    const auto last = text.rfind(separator);
    const bool has_version =
        first != std::string_view::npos && first != last && text.find(separator, first + 1) == last;
    if (!has_version) {
        return std::nullopt;
    }
    return CrsName{std::string(text.substr(0, first)), std::string(text.substr(last + 1))};
}

std::optional<CrsName> short_form(std::string_view text)
{
    if (text == "crs84" || text == "crs:84") {
        return CrsName{"ogc", "crs84"};
    }
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    return CrsName{std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

}  // namespace

std::optional<CrsName> parse_crs_name(std::string_view text)
{
    const std::string lower = tabular::ascii_lower(text);
    using Form = std::pair<std::string_view, char>;
    for (const auto& [prefix, separator] :
         {Form{"http://www.opengis.net/def/crs/", '/'},
          Form{"https://www.opengis.net/def/crs/", '/'}, Form{"urn:ogc:def:crs:", ':'}}) {
        if (auto found = after_prefix(lower, prefix, separator)) {
            return found;
        }
    }
    return short_form(lower);
}

}  // namespace heatward::server

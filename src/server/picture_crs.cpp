#include "heatward/server/picture_crs.hpp"

#include <string>
#include <utility>

#include "heatward/server/key_value_query.hpp"

namespace heatward::server {

namespace {

struct Authority {
    std::string_view name;
    std::string_view code;
};

/// The authority and code after a prefix, `separator` between authority, version and code.
std::optional<Authority> after_prefix(std::string_view text, std::string_view prefix,
                                      char separator)
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
    return Authority{text.substr(0, first), text.substr(last + 1)};
}

std::optional<Authority> authority_of(std::string_view text)
{
    using Form = std::pair<std::string_view, char>;
    for (const auto& [prefix, separator] :
         {Form{"http://www.opengis.net/def/crs/", '/'},
          Form{"https://www.opengis.net/def/crs/", '/'}, Form{"urn:ogc:def:crs:", ':'}}) {
        if (const auto found = after_prefix(text, prefix, separator)) {
            return found;
        }
    }
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    return Authority{text.substr(0, colon), text.substr(colon + 1)};
}

}  // namespace

std::string_view short_name(PictureCrs crs)
{
    switch (crs) {
        case PictureCrs::epsg_3857:
            return "EPSG:3857";
        case PictureCrs::epsg_4326:
            return "EPSG:4326";
        case PictureCrs::crs_84:
            return "CRS:84";
        case PictureCrs::epsg_27700:
            return "EPSG:27700";
    }
    return {};
}

std::optional<PictureCrs> parse_picture_crs(std::string_view text)
{
    const std::string lower = lower_case(text);
    const auto found = authority_of(lower);
    if (!found) {
        return std::nullopt;
    }
    if ((found->name == "crs" && found->code == "84") ||
        (found->name == "ogc" && found->code == "crs84")) {
        return PictureCrs::crs_84;
    }
    for (const auto crs : {PictureCrs::epsg_3857, PictureCrs::epsg_4326, PictureCrs::epsg_27700}) {
        if (found->name == "epsg" && short_name(crs).substr(5) == found->code) {
            return crs;
        }
    }
    return std::nullopt;
}

}  // namespace heatward::server

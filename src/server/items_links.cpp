#include "items_links.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "heatward/server/items_request.hpp"
#include "heatward/server/numbers.hpp"
#include "json_answer.hpp"

namespace heatward::server {

namespace {

using Names = std::initializer_list<std::string_view>;

/// The request's parameters but those, each after '?' or '&'.
std::string parameters(const Query& query, Names without)
{
    std::string text;
    for (const auto& [name, value] : query.parameters) {
        if (std::find(without.begin(), without.end(), name) == without.end()) {
            text += fmt::format("{}{}={}", text.empty() ? '?' : '&', percent_encode(name),
                                percent_encode(value));
        }
    }
    return text;
}

void add(std::string& address, std::string_view name, std::string_view value)
{
    address += fmt::format("{}{}={}", address.find('?') == std::string::npos ? '?' : '&', name,
                           percent_encode(value));
}

bool is_file(FeatureFormat format)
{
    return format == FeatureFormat::csv || format == FeatureFormat::flatgeobuf ||
           format == FeatureFormat::geopackage;
}

std::string collection_address(const ItemsPlace& place)
{
    return fmt::format("{}/collections/{}", place.base_url, place.collection);
}

nlohmann::json to_formats(const ItemsPlace& place, std::span<const FeatureFormat> formats,
                          const std::string& address, std::string_view self_title)
{
    auto links = nlohmann::json::array();
    for (const FeatureFormat format : formats) {
        const FormatName& name = name_of(format);
        // A file is all that is chosen, not what is left of it from this page on.
        std::string other =
            address + (is_file(format) ? parameters(place.query,
                                                    {"f", "after", "offset", "limit", "resulttype"})
                                       : parameters(place.query, {"f"}));
        if (format == place.format && place.query.find("f") == nullptr) {
            links.push_back(link(other, "self", name.media_type, self_title));
            continue;
        }
        add(other, "f", name.word);
        const bool is_self = format == place.format;
        links.push_back(link(other, is_self ? "self" : "alternate", name.media_type,
                             is_self ? std::string(self_title) : fmt::format("As {}", name.title)));
    }
    return links;
}

}  // namespace

std::string pin_of(const ItemsPlace& place, char lead)
{
    return place.is_pinned ? fmt::format("{}run={}", lead, place.run->view().run_id()) : "";
}

nlohmann::json page_links(const ItemsPlace& place, std::span<const FeatureFormat> formats,
                          const std::optional<std::string>& last)
{
    const std::string address = collection_address(place) + "/items";
    auto links = to_formats(place, formats, address, "This page");
    links.push_back(link(collection_address(place) + pin_of(place, '?'), "collection", kJson,
                         "The collection"));
    const std::string_view media_type = name_of(place.format).media_type;
    if (last) {
        std::string next = address + parameters(place.query, {"offset", "after", "run"});
        add(next, "after", *last);
        add(next, "run", place.run->view().run_id());
        links.push_back(link(next, "next", media_type, "The next page"));
    }
    const auto* type = place.query.find("resulttype");
    const bool is_count_alone = type != nullptr && *type == "hits";  // it has no pages
    const auto* offset = is_count_alone ? nullptr : place.query.find("offset");
    const auto passed = offset == nullptr ? std::nullopt : parse_integer(*offset, 1, 1L << 62);
    if (passed) {
        const auto* limit = place.query.find("limit");
        const auto asked = limit == nullptr ? std::nullopt : parse_integer(*limit, 1, 1L << 62);
        const long page = std::min(asked.value_or(static_cast<long>(kDefaultLimit)),
                                   static_cast<long>(kMaxLimit));
        std::string before = address + parameters(place.query, {"offset", "run"});
        add(before, "offset", std::to_string(std::max(0L, *passed - page)));
        add(before, "run", place.run->view().run_id());
        links.push_back(link(before, "prev", media_type, "The page before"));
    }
    return links;
}

nlohmann::json item_links(const ItemsPlace& place, std::span<const FeatureFormat> formats,
                          const std::string& feature_id)
{
    auto links = to_formats(
        place, formats,
        fmt::format("{}/items/{}", collection_address(place), percent_encode(feature_id)),
        "This feature");
    links.push_back(link(collection_address(place) + pin_of(place, '?'), "collection", kJson,
                         "The collection"));
    return links;
}

}  // namespace heatward::server

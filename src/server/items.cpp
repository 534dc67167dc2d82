#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "handlers.hpp"
#include "heatward/server/geojson.hpp"
#include "heatward/server/numbers.hpp"
#include "json_answer.hpp"
#include "subject_of.hpp"

namespace heatward::server {

namespace {

/// As many features as a page holds by default and at most (OGC API Features asks for both).
constexpr long kDefaultLimit = 10;
constexpr long kMaxLimit = 10000;

/// One page of a collection, checked.
struct PageRequest {
    std::string collection;
    std::size_t limit = kDefaultLimit;
    std::size_t offset = 0;
    std::optional<Extent> bbox;
    std::string bbox_text;  ///< as asked, for the links
    std::optional<TimeInterval> interval;
    std::string interval_text;
};

/// What a page's links need of its context.
struct PagePlace {
    std::shared_ptr<const ServedRun> run;
    std::string base_url;
    bool is_pinned = false;
};

tl::expected<void, Problem> find_collection(const ServedRun& run, const std::string& id)
{
    const auto ids = run.collection_ids();
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
        return refuse(404, fmt::format("there is no collection \"{}\"; there are {}", id,
                                       fmt::join(ids, ", ")));
    }
    return {};
}

tl::expected<PageRequest, Problem> parse_page(const RouteContext& context)
{
    const Query& query = *context.query;
    PageRequest page;
    page.collection = context.captures.at("collection");
    if (const auto* text = query.find("limit")) {
        const auto limit = parse_integer(*text, 1, std::numeric_limits<long>::max());
        if (!limit) {
            return bad_parameter("limit",
                                 fmt::format("is no whole number from 1 to {}", kMaxLimit));
        }
        // A larger one is no error (OGC 17-069r4, requirement fc-limit-response-1).
        page.limit = static_cast<std::size_t>(std::min(*limit, kMaxLimit));
    }
    if (const auto* text = query.find("offset")) {
        const auto offset = parse_integer(*text, 0, std::numeric_limits<long>::max());
        if (!offset) {
            return bad_parameter("offset", "is no whole number from 0");
        }
        page.offset = static_cast<std::size_t>(*offset);
    }
    if (const auto* text = query.find("bbox")) {
        const auto bbox = parse_bbox(*text, "bbox");
        if (!bbox) {
            return tl::unexpected<Problem>(bbox.error());
        }
        page.bbox = *bbox;
        page.bbox_text = *text;
    }
    if (const auto* text = query.find("datetime")) {
        const auto interval = parse_interval(*text);
        if (!interval) {
            return bad_parameter("datetime", interval.error().message);
        }
        page.interval = *interval;
        page.interval_text = *text;
    }
    return page;
}

void append_feature(std::string& json, const Collection& collection, std::size_t index)
{
    json += R"({"type":"Feature","id":)";
    append_json_string(json, collection.feature_id(index));
    json += R"(,"geometry":)";
    collection.append_geometry(index, json);
    json += R"(,"properties":)";
    collection.append_properties(index, json);
}

std::string page_address(const PagePlace& place, const PageRequest& page, std::size_t offset,
                         bool pinned)
{
    std::string address = fmt::format("{}/collections/{}/items?limit={}&offset={}", place.base_url,
                                      page.collection, page.limit, offset);
    if (page.bbox) {
        address += "&bbox=" + percent_encode(page.bbox_text);
    }
    if (page.interval) {
        address += "&datetime=" + percent_encode(page.interval_text);
    }
    if (pinned) {
        address += "&run=" + place.run->view().run_id();
    }
    return address;
}

nlohmann::json page_links(const PagePlace& place, const PageRequest& page, std::size_t matched)
{
    nlohmann::json links{
        link(page_address(place, page, page.offset, place.is_pinned), "self", kGeoJson,
             "This page"),
        link(fmt::format("{}/collections/{}{}", place.base_url, page.collection,
                         place.is_pinned ? "?run=" + place.run->view().run_id() : ""),
             "collection", kJson, "The collection")};
    if (page.offset < matched && matched - page.offset > page.limit) {
        // Pinned, so that pages of two runs are never mixed.
        links.push_back(link(page_address(place, page, page.offset + page.limit, true), "next",
                             kGeoJson, "The next page"));
    }
    if (page.offset > 0) {
        const std::size_t before = page.offset - std::min(page.offset, page.limit);
        links.push_back(
            link(page_address(place, page, before, true), "prev", kGeoJson, "The page before"));
    }
    return links;
}

Response page_response(const PagePlace& place, const PageRequest& page)
{
    const Collection& collection = *place.run->find_collection(page.collection);
    if (page.interval && !collection.has_times()) {
        return problem_response(
            bad_parameter("datetime", "the features of this collection have no times").value());
    }
    std::string features;
    std::size_t matched = 0;
    std::size_t returned = 0;
    for (std::size_t i = 0; i < collection.size(); ++i) {
        if ((page.bbox && !collection.meets(i, *page.bbox)) ||
            (page.interval && !collection.meets(i, *page.interval))) {
            continue;
        }
        if (matched++ < page.offset || returned == page.limit) {
            continue;
        }
        features += returned++ == 0 ? "\n" : ",\n";
        append_feature(features, collection, i);
        features += '}';
    }
    std::string json = fmt::format(
        R"({{"type":"FeatureCollection","timeStamp":"{}","numberMatched":{},)"
        R"("numberReturned":{},"links":{},)",
        place.run->prepared_at(), matched, returned, page_links(place, page, matched).dump());
    if (const auto& marking = place.run->data().project.marking; !marking.empty()) {
        json += R"("marking":)";
        append_json_string(json, marking);
        json += ',';
    }
    return ok(kGeoJson, json + R"("features":[)" + features + "]}\n");
}

Response item_response(const PagePlace& place, const std::string& id, std::size_t index)
{
    const Collection& collection = *place.run->find_collection(id);
    const std::string pin = place.is_pinned ? "?run=" + place.run->view().run_id() : "";
    const std::string address = fmt::format("{}/collections/{}", place.base_url, id);
    std::string json;
    append_feature(json, collection, index);
    const nlohmann::json links{link(fmt::format("{}/items/{}{}", address,
                                                percent_encode(collection.feature_id(index)), pin),
                                    "self", kGeoJson, "This feature"),
                               link(address + pin, "collection", kJson, "The collection")};
    return ok(kGeoJson, json + R"(,"links":)" + links.dump() + "}\n");
}

}  // namespace

Outcome items(const RouteContext& context)
{
    if (const auto format = check_format(*context.query); !format) {
        return tl::unexpected<Problem>(format.error());
    }
    if (const auto found = find_collection(*context.run, context.captures.at("collection"));
        !found) {
        return tl::unexpected<Problem>(found.error());
    }
    auto page = parse_page(context);
    if (!page) {
        return tl::unexpected<Problem>(page.error());
    }
    Answer answer;
    answer.canonical =
        fmt::format("items {} {} {} {} {} {} {}", page->collection, page->limit, page->offset,
                    page->bbox_text, page->interval_text, context.is_pinned, context.base_url);
    answer.subjects = {subject_of(*context.run, page->collection)};
    answer.is_repeatable = false;
    answer.is_certain = false;
    answer.produce = [place = PagePlace{context.run, context.base_url, context.is_pinned},
                      page = std::move(*page)] { return page_response(place, page); };
    return answer;
}

Outcome item(const RouteContext& context)
{
    if (const auto format = check_format(*context.query); !format) {
        return tl::unexpected<Problem>(format.error());
    }
    const std::string& id = context.captures.at("collection");
    if (const auto found = find_collection(*context.run, id); !found) {
        return tl::unexpected<Problem>(found.error());
    }
    Answer answer;
    const std::string& feature = context.captures.at("feature");
    answer.is_certain = false;
    answer.subjects = {subject_of(*context.run, id)};
    answer.canonical =
        fmt::format("item {} {} {} {}", id, context.is_pinned, context.base_url, feature);
    answer.produce = [place = PagePlace{context.run, context.base_url, context.is_pinned}, id,
                      feature] {
        const auto index = place.run->find_collection(id)->find(feature);
        if (!index) {
            return problem_response(
                {404, fmt::format("collection \"{}\" has no feature \"{}\"", id, feature), {}});
        }
        return item_response(place, id, *index);
    };
    return answer;
}

}  // namespace heatward::server

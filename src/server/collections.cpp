#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "handlers.hpp"
#include "json_answer.hpp"
#include "subject_of.hpp"

namespace heatward::server {

namespace {

constexpr std::string_view kCrs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

std::string description_of(const ServedRun& run, std::string_view id)
{
    if (id == "incidents") {
        return "Incidents as supplied and located; one row a record, for analysts alone.";
    }
    if (id == "hotspots") {
        return "Outlines of the densest parts of each layer.";
    }
    const auto* set = run.data().project.find_area_set(id);
    return set != nullptr && set->grid ? "Grid cells with the figures of every layer."
                                       : "Areas with the figures of every layer.";
}

nlohmann::json collection_json(const RouteContext& context, const std::string& id)
{
    const ServedRun& run = *context.run;
    const std::string self = fmt::format("{}/collections/{}", context.base_url, id);
    const std::string pin = pin_of(context, '?');
    std::string title = id;
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
    nlohmann::json json{
        {"id", id},
        {"title", title},
        {"description", description_of(run, id)},
        {"itemType", "feature"},
        {"crs", {kCrs84}},
        {"links",
         {link(self + pin, "self", kJson, "This collection"),
          link(self + "/items" + pin, "items", kGeoJson, "Its features as GeoJSON")}}};
    const Extent extent = run.find_collection(id)->extent();
    if (!extent.is_empty()) {
        json["extent"]["spatial"] = {
            {"bbox",
             nlohmann::json::array({{extent.min_x, extent.min_y, extent.max_x, extent.max_y}})},
            {"crs", kCrs84}};
    }
    return json;
}

}  // namespace

Outcome collections(const RouteContext& context)
{
    if (const auto format = check_format(*context.query); !format) {
        return tl::unexpected<Problem>(format.error());
    }
    Answer answer;
    answer.canonical = fmt::format("collections {} {}", context.base_url, context.is_pinned);
    answer.produce = [run = context.run, base_url = context.base_url,
                      is_pinned = context.is_pinned] {
        const RouteContext kept{nullptr, nullptr, {}, run, base_url, is_pinned, {}};
        auto list = nlohmann::json::array();
        for (const auto& id : run->collection_ids()) {
            list.push_back(collection_json(kept, id));
        }
        return json_response({{"collections", list},
                              {"links",
                               {link(base_url + "/collections" + pin_of(kept, '?'), "self", kJson,
                                     "This document")}}});
    };
    return answer;
}

Outcome collection(const RouteContext& context)
{
    if (const auto format = check_format(*context.query); !format) {
        return tl::unexpected<Problem>(format.error());
    }
    const std::string& id = context.captures.at("collection");
    const auto ids = context.run->collection_ids();
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
        return refuse(404, fmt::format("there is no collection \"{}\"; there are {}", id,
                                       fmt::join(ids, ", ")));
    }
    Answer answer;
    answer.subjects = {subject_of(*context.run, id)};
    answer.canonical = fmt::format("collection {} {} {}", id, context.base_url, context.is_pinned);
    answer.produce = [run = context.run, base_url = context.base_url, is_pinned = context.is_pinned,
                      id] {
        return json_response(
            collection_json({nullptr, nullptr, {}, run, base_url, is_pinned, {}}, id));
    };
    return answer;
}

}  // namespace heatward::server

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "handlers.hpp"
#include "heatward/server/items_request.hpp"
#include "json_answer.hpp"
#include "subject_of.hpp"

namespace heatward::server {

namespace {

nlohmann::json schema_of(const Property& property)
{
    switch (property.type) {
        case PropertyType::integer:
            return {{"title", property.name}, {"type", "integer"}};
        case PropertyType::real:
            return {{"title", property.name}, {"type", "number"}};
        case PropertyType::boolean:
            return {{"title", property.name}, {"type", "boolean"}};
        case PropertyType::time:
            return {{"title", property.name},
                    {"type", "string"},
                    {"format", "date-time"},
                    {"description",
                     "By the project's wall clock; as an interval where no more is known than an "
                     "hour, day or month."}};
        case PropertyType::text:
            break;
    }
    return {{"title", property.name}, {"type", "string"}};
}

/// A JSON Schema (OGC API Features part 3, 19-079r2, section 6.2).
Response queryables_response(const ServedRun& run, const std::string& id, const std::string& self)
{
    const Collection& collection = *run.find_collection(id);
    auto properties = nlohmann::json::object();
    for (const auto& property : collection.properties()) {
        properties[property.name] = schema_of(property);
    }
    properties["geometry"] = {
        {"title", "geometry"},
        {"$ref", collection.has_points() ? "https://geojson.org/schema/Point.json"
                                         : "https://geojson.org/schema/MultiPolygon.json"}};
    return json_response({{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                          {"$id", self},
                          {"type", "object"},
                          {"title", id},
                          {"properties", properties},
                          {"additionalProperties", false}},
                         "application/schema+json");
}

}  // namespace

Outcome queryables(const RouteContext& context)
{
    if (const auto format = check_format(*context.query); !format) {
        return tl::unexpected<Problem>(format.error());
    }
    const std::string& id = context.captures.at("collection");
    if (const auto found = check_collection(*context.run, id); !found) {
        return tl::unexpected<Problem>(found.error());
    }
    Answer answer;
    const std::string self = fmt::format("{}/collections/{}/queryables", context.base_url, id);
    answer.canonical = "queryables " + self;
    answer.subjects = {subject_of(*context.run, id)};
    answer.produce = [run = context.run, id, self] { return queryables_response(*run, id, self); };
    return answer;
}

}  // namespace heatward::server

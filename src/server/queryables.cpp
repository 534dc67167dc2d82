#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "handlers.hpp"
#include "heatward/server/items_request.hpp"
#include "json_answer.hpp"
#include "property_words.hpp"
#include "subject_of.hpp"

namespace heatward::server {

namespace {

nlohmann::json type_of(PropertyType type)
{
    switch (type) {
        case PropertyType::integer:
            return {{"type", "integer"}};
        case PropertyType::real:
            return {{"type", "number"}};
        case PropertyType::boolean:
            return {{"type", "boolean"}};
        case PropertyType::time:
            return {{"type", "string"}, {"format", "date-time"}};
        case PropertyType::text:
            break;
    }
    return {{"type", "string"}};
}

nlohmann::json schema_of(const ServedRun& run, const std::string& id, const Property& property)
{
    const PropertyWords words = property_words(run, id, property.name);
    nlohmann::json schema = type_of(property.type);
    schema["title"] = words.title;
    schema["description"] = words.description;
    if (!words.unit.empty()) {
        // OGC API - Features part 5 (23-058r2), whose units are UCUM's where it says no more.
        schema["x-ogc-unit"] = words.unit;
        schema["x-ogc-unitLang"] = "UCUM";
    }
    return schema;
}

/// A JSON Schema (OGC API Features part 3, 19-079r2, section 6.2).
Response queryables_response(const ServedRun& run, const std::string& id, const std::string& self)
{
    const Collection& collection = *run.find_collection(id);
    auto properties = nlohmann::json::object();
    for (const auto& property : collection.properties()) {
        properties[property.name] = schema_of(run, id, property);
    }
    properties["geometry"] = {
        {"title", "Geometry"},
        {"description",
         collection.has_points() ? "Where the incident was located." : "The outline."},
        {"$ref", collection.has_points() ? "https://geojson.org/schema/Point.json"
                                         : "https://geojson.org/schema/MultiPolygon.json"}};
    nlohmann::json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                          {"$id", self},
                          {"type", "object"},
                          {"title", id},
                          {"properties", properties},
                          {"additionalProperties", false}};
    if (id == kIncidents) {
        schema["description"] =
            "What filter may name. Beside it, area=<area set>:<code>,<code> chooses the incidents "
            "of areas, and category, source, hours and days those of a map that they narrow.";
    }
    return json_response(schema, "application/schema+json");
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

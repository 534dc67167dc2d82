#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "handlers.hpp"
#include "heatward/core/version.hpp"
#include "heatward/server/parameter.hpp"

namespace heatward::server {

namespace {

nlohmann::json parameters_json(const Route& route)
{
    auto parameters = nlohmann::json::array();
    for (const auto& name : route.pattern.names()) {
        parameters.push_back(
            {{"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
    }
    for (const auto name : route.parameters) {
        const Parameter& known = parameter(name);
        nlohmann::json entry{{"name", known.name},
                             {"in", "query"},
                             {"required", false},
                             {"description", known.description},
                             {"schema", nlohmann::json::parse(known.schema)}};
        if (known.name == "bbox") {
            entry["style"] = "form";
            entry["explode"] = false;
        }
        parameters.push_back(entry);
    }
    return parameters;
}

nlohmann::json operation_json(const Route& route)
{
    const nlohmann::json problem{{"$ref", "#/components/responses/Problem"}};
    nlohmann::json good{{"description", "The answer."}};
    good["content"][std::string(route.media_type)] = nlohmann::json::object();
    nlohmann::json operation{{"summary", route.summary},
                             {"parameters", parameters_json(route)},
                             {"responses", {{"200", good}, {"default", problem}}}};
    return operation;
}

}  // namespace

nlohmann::json openapi_document(std::span<const Route> routes)
{
    nlohmann::json document{
        {"openapi", "3.0.3"},
        {"info",
         {{"title", "Heatward"},
          {"version", program_version()},
          {"description", "Density maps, area figures and map pictures of one run."}}},
        {"paths", nlohmann::json::object()},
        {"components",
         {{"responses",
           {{"Problem",
             {{"description", "Why there is no answer (RFC 9457)."},
              {"content",
               {{"application/problem+json", {{"schema", {{"type", "object"}}}}}}}}}}}}}};
    for (const auto& route : routes) {
        document["paths"][route.pattern.text()]["get"] = operation_json(route);
    }
    return document;
}

}  // namespace heatward::server

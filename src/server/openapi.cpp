#include <algorithm>
#include <array>
#include <set>

#include <nlohmann/json.hpp>

#include "handlers.hpp"
#include "heatward/core/version.hpp"
#include "heatward/server/parameter.hpp"
#include "json_answer.hpp"

namespace heatward::server {

namespace {

constexpr std::string_view kVectorTile = "application/vnd.mapbox-vector-tile";

/// What stands in braces in a pattern, whatever the route.
struct PathParameter {
    std::string_view name;
    std::string_view schema;  ///< JSON
    std::string_view description;
};

constexpr std::string_view kName = R"({"type":"string","minLength":1})";
constexpr std::string_view kTileNumber = R"({"type":"integer","minimum":0,"maximum":4194303})";

constexpr std::array<PathParameter, 14> kPathParameters{{
    {"layer", kName,
     "A layer, area set, the hotspots or the interventions, by its id; / lists them."},
    {"tileset", kName, "A layer or area set, by its id; / lists them."},
    {"collection", kName, "A collection, by its id; /collections lists them."},
    {"feature", kName, "A feature, by its id: an area's or an intervention place's code."},
    {"code", kName, "An area's code."},
    {"style", kName, "The style: default."},
    {"set", kName, "The tile matrix set: WebMercatorQuad."},
    {"z", R"({"type":"integer","minimum":0,"maximum":22})",
     "Zoom of the Web Mercator tile matrix."},
    {"x", kTileNumber, "Column of the tile, from the west."},
    {"y", kTileNumber, "Row of the tile, from the north."},
    {"lon", R"({"type":"number","minimum":-180,"maximum":180})", "Longitude in degrees (CRS84)."},
    {"lat", R"({"type":"number","minimum":-90,"maximum":90})", "Latitude in degrees (CRS84)."},
    {"where", kName, "An area's code, or a rectangle: minlon,minlat,maxlon,maxlat."},
    {"size", R"({"type":"string","pattern":"^[0-9]+x[0-9]+$"})", "Width and height in pixels."},
}};

/// The routes of one first segment.
struct Family {
    std::string_view segment;
    std::string_view tag;
};

constexpr std::array<Family, 16> kFamilies{{
    {"", "Capabilities"},
    {"conformance", "Capabilities"},
    {"api", "Capabilities"},
    {"collections", "Features"},
    {"series", "Figures"},
    {"point", "Figures"},
    {"tiles", "Tiles"},
    {"legend", "Maps"},
    {"static", "Maps"},
    {"wms", "Map services"},
    {"wmts", "Map services"},
    {"viewer.js", "Viewer"},
    {"viewer.css", "Viewer"},
    {"health", "Operation"},
    {"ready", "Operation"},
    {"metrics", "Operation"},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kTags{{
    {"Capabilities", "What there is, and how to ask for it"},
    {"Features", "Areas, hotspots, interventions and incidents (OGC API Features)"},
    {"Figures", "Figures of a place, and incidents by time"},
    {"Tiles", "Density tiles, vector tiles and their TileJSON"},
    {"Maps", "Whole maps and legends"},
    {"Map services", "WMS and WMTS"},
    {"Viewer", "The map viewer"},
    {"Operation", "For who runs the server"},
}};

constexpr std::string_view kOther = "Other";

std::string_view tag_of(std::string_view path)
{
    const auto segment = path.substr(1, path.find('/', 1) - 1);
    for (const auto& family : kFamilies) {
        if (family.segment == segment) {
            return family.tag;
        }
    }
    return kOther;
}

/// "/tiles/{layer}/{z}/{x}/{y}@2x.png" is getTilesLayerZXY2xPng.
std::string operation_id(std::string_view path)
{
    std::string id = "get";
    bool begins_word = true;
    for (const char c : path) {
        const bool is_small = c >= 'a' && c <= 'z';
        if (is_small || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
            id += begins_word && is_small ? static_cast<char>(c - 'a' + 'A') : c;
            begins_word = false;
        } else {
            begins_word = true;
        }
    }
    return path == "/" ? "getLandingPage" : id;
}

nlohmann::json path_parameter_json(std::string_view name)
{
    const auto known =
        std::find_if(kPathParameters.begin(), kPathParameters.end(),
                     [&](const PathParameter& parameter) { return parameter.name == name; });
    const bool is_known = known != kPathParameters.end();
    nlohmann::json entry{{"name", name},
                         {"in", "path"},
                         {"required", true},
                         {"schema", nlohmann::json::parse(is_known ? known->schema : kName)}};
    if (is_known) {
        entry["description"] = known->description;
    }
    return entry;
}

/// The words of f= that the route takes.
nlohmann::json format_schema(const Route& route)
{
    auto words = nlohmann::json::array();
    for (const auto& format : route.formats) {
        if (!format.word.empty()) {
            words.push_back(format.word);
        }
    }
    return {{"type", "string"},
            {"enum", words.empty() ? nlohmann::json::array({"json"}) : std::move(words)}};
}

nlohmann::json query_parameter_json(const Route& route, const Parameter& known)
{
    nlohmann::json entry{
        {"name", known.name},
        {"in", "query"},
        {"required", false},
        {"description", known.description},
        {"schema", known.name == "f" ? format_schema(route) : nlohmann::json::parse(known.schema)}};
    if (entry.at("schema").at("type") == "array") {
        entry["style"] = "form";
        entry["explode"] = false;
    }
    return entry;
}

nlohmann::json parameters_json(const Route& route)
{
    auto parameters = nlohmann::json::array();
    for (const auto& name : route.pattern.names()) {
        parameters.push_back(path_parameter_json(name));
    }
    for (const auto name : route.parameters) {
        parameters.push_back(query_parameter_json(route, parameter(name)));
    }
    return parameters;
}

nlohmann::json schema_of(std::string_view media_type)
{
    if (media_type.find("json") != std::string_view::npos) {
        return {{"type", "object"}};
    }
    if (media_type.starts_with("text/")) {
        return {{"type", "string"}};
    }
    return {{"type", "string"}, {"format", "binary"}};
}

nlohmann::json responses_json(const Route& route)
{
    nlohmann::json good{{"description", "The answer."}};
    good["content"][std::string(route.media_type)] = {{"schema", schema_of(route.media_type)}};
    for (const auto& format : route.formats) {
        good["content"][std::string(format.media_type)] = {
            {"schema", schema_of(format.media_type)}};
    }
    nlohmann::json responses{{"200", std::move(good)}};
    if (route.media_type == kVectorTile) {
        responses["204"] = {{"description", "A tile without features."}};
    }
    if (route.caching != Caching::never) {
        responses["304"] = {{"description", "The answer that the client has still holds."}};
    }
    // WMS and WMTS say in their own XML what is wrong with a request.
    const nlohmann::json problem{{"$ref", route.takes_other_parameters
                                              ? "#/components/responses/ServiceException"
                                              : "#/components/responses/Problem"}};
    for (const char* status : {"400", "403", "404", "503", "default"}) {
        responses[status] = problem;
    }
    return responses;
}

nlohmann::json operation_json(const Route& route)
{
    return {{"operationId", operation_id(route.pattern.text())},
            {"summary", route.summary},
            {"tags", {tag_of(route.pattern.text())}},
            {"parameters", parameters_json(route)},
            {"responses", responses_json(route)}};
}

/// The tags that some route has, in the order that people read them in.
nlohmann::json tags_json(std::span<const Route> routes)
{
    std::set<std::string_view> used;
    for (const auto& route : routes) {
        used.insert(tag_of(route.pattern.text()));
    }
    auto tags = nlohmann::json::array();
    for (const auto& [name, description] : kTags) {
        if (used.contains(name)) {
            tags.push_back({{"name", name}, {"description", description}});
        }
    }
    return tags;
}

nlohmann::json components_json()
{
    const nlohmann::json text{{"type", "string"}};
    const nlohmann::json problem{
        {"type", "object"},
        {"required", {"type", "title", "status", "detail"}},
        {"properties",
         {{"type", text},
          {"title", text},
          {"status", {{"type", "integer"}, {"minimum", 400}, {"maximum", 599}}},
          {"detail", text},
          {"parameter", {{"type", "string"}, {"description", "The one that is to blame."}}}}}};
    const nlohmann::json content{
        {"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}};
    nlohmann::json either = content;
    either["text/xml"]["schema"] = text;
    return {{"schemas", {{"Problem", problem}}},
            {"responses",
             {{"Problem",
               {{"description", "Why there is no answer (RFC 9457)."}, {"content", content}}},
              {"ServiceException",
               {{"description", "Why there is no answer: an OGC exception report, or a problem."},
                {"content", either}}}}}};
}

}  // namespace

nlohmann::json openapi_document(std::span<const Route> routes, std::string_view base_url)
{
    nlohmann::json document{
        {"openapi", "3.0.3"},
        {"info",
         {{"title", "Heatward"},
          {"version", program_version()},
          {"description", "Density maps, area figures and map pictures of one run."}}},
        {"servers", {{{"url", base_url}}}},
        {"tags", tags_json(routes)},
        {"paths", nlohmann::json::object()},
        {"components", components_json()}};
    for (const auto& route : routes) {
        document["paths"][route.pattern.text()]["get"] = operation_json(route);
    }
    return document;
}

}  // namespace heatward::server

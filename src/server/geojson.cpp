#include "heatward/server/geojson.hpp"

#include <cmath>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace heatward::server {

namespace {

void append_position(std::string& json, const LonLat& position)
{
    fmt::format_to(std::back_inserter(json), "[{:.7f},{:.7f}]", position.lon, position.lat);
}

void append_ring(std::string& json, const Ring<LonLat>& ring)
{
    json += '[';
    for (const auto& position : ring) {
        append_position(json, position);
        json += ',';
    }
    append_position(json, ring.front());
    json += ']';
}

struct AppendValue {
    std::string& json;

    void operator()(std::monostate /*absent*/) const { json += "null"; }
    void operator()(const std::string& text) const { append_json_string(json, text); }
    void operator()(std::int64_t number) const { json += std::to_string(number); }
    void operator()(double number) const
    {
        if (std::isfinite(number)) {
            fmt::format_to(std::back_inserter(json), "{}", number);
        } else {
            json += "null";
        }
    }
};

}  // namespace

void append_json_string(std::string& json, std::string_view text)
{
    json += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void append_json_value(std::string& json, const AttributeValue& value)
{
    std::visit(AppendValue{json}, value);
}

void append_json_properties(std::string& json, const FeatureTable& table, std::size_t row)
{
    json += '{';
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (i > 0) {
            json += ',';
        }
        append_json_string(json, table.columns[i].name);
        json += ':';
        append_json_value(json, table.rows[row][i]);
    }
    json += '}';
}

void append_json_geometry(std::string& json, const LonLatMultiPolygon& polygons)
{
    json += R"({"type":"MultiPolygon","coordinates":[)";
    const char* separator = "";
    for (const auto& polygon : polygons) {
        json += separator;
        json += '[';
        append_ring(json, polygon.exterior);
        for (const auto& hole : polygon.holes) {
            json += ',';
            append_ring(json, hole);
        }
        json += ']';
        separator = ",";
    }
    json += "]}";
}

void append_json_geometry(std::string& json, const LonLat& point)
{
    json += R"({"type":"Point","coordinates":)";
    append_position(json, point);
    json += '}';
}

}  // namespace heatward::server

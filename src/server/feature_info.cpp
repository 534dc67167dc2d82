#include "feature_info.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "heatward/server/feature_region.hpp"
#include "heatward/server/picture_places.hpp"
#include "heatward/server/xml_text.hpp"
#include "json_answer.hpp"
#include "ogc_metadata.hpp"
#include "place_figures.hpp"
#include "web_mercator.hpp"

namespace heatward::server {

namespace {

using Properties = nlohmann::ordered_json;

/// One feature at the place.
struct InfoFeature {
    std::string layer;
    std::string title;
    Properties properties;
};

/// A place both ways.
struct InfoPlace {
    std::optional<ProjectedPoint> point;
    std::optional<LonLat> position;
};

/// By way of degrees, as /point is asked, but for the project's own plane and its neighbours.
InfoPlace place_of(const ServedRun& run, const InfoQuestion& question)
{
    InfoPlace place;
    if (plane_of(question.crs) != maps::Plane::project) {
        const LonLat position = question.crs == PictureCrs::epsg_3857
                                    ? lonlat_of_mercator(question.x, question.y)
                                    : LonLat{question.x, question.y};
        place.point = run.project(position);
        place.position = position;
        return place;
    }
    const auto projection = run.projection();
    place.point = PicturePlaces(projection, question.crs).to_project()({question.x, question.y});
    if (place.point) {
        const LonLat position = projection.to_lonlat(*place.point);
        if (std::isfinite(position.lon) && std::isfinite(position.lat)) {
            place.position = position;
        }
    }
    return place;
}

/// The figures of /point, areas as a column for the code and one for the name.
InfoFeature density_feature(const ServedRun& run, const LayerRequest& request,
                            const InfoPlace& place)
{
    const auto figures = place_figures(run, request, place.point).json;
    InfoFeature feature{request.layer->id, request.layer->title, {}};
    for (const char* name : {"density", "unit", "percentile", "excluded", "inside_study_area"}) {
        feature.properties[name] = figures.at(name);
    }
    for (const char* name : {"log_risk", "p", "may_be_chance", "cases", "controls", "controls_of",
                             "excluded_cases", "excluded_controls"}) {
        if (figures.contains(name)) {
            feature.properties[name] = figures.at(name);
        }
    }
    for (const char* name : {"ward", "district"}) {
        const auto& area = figures.at(name);
        for (const char* part : {"code", "name"}) {
            feature.properties[fmt::format("{}_{}", name, part)] =
                area.is_null() ? nlohmann::json() : area.at(part);
        }
    }
    if (figures.contains("reason")) {
        feature.properties["reason"] = figures.at("reason");
    }
    if (figures.contains("left_out_sources")) {
        feature.properties["left_out_sources"] = fmt::format(
            "{}", fmt::join(figures.at("left_out_sources").get<std::vector<std::string>>(), ", "));
    }
    return feature;
}

Properties value_of(const AttributeValue& value)
{
    if (const auto* text = std::get_if<std::string>(&value)) {
        return *text;
    }
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return *number;
    }
    const auto* real = std::get_if<double>(&value);
    return real != nullptr && std::isfinite(*real) ? Properties(*real) : Properties();
}

void add_table_features(const ServedRun& run, const FeatureTable& table, const LonLat& place,
                        int most, std::vector<InfoFeature>& features)
{
    const Collection& collection = *run.find_collection(table.name);
    const FeatureRegion point(Extent{place.lon, place.lat, place.lon, place.lat},
                              CrsFrame(FeatureCrs{}, run.projection()));
    for (std::size_t row = 0; row < collection.size() && most > 0; ++row) {
        if (!point.meets(collection, row)) {
            continue;
        }
        InfoFeature feature{table.name, title_of_table(table), {}};
        for (const std::size_t column : run.shown_columns(table)) {
            feature.properties[table.columns[column].name] = value_of(table.rows[row][column]);
        }
        features.push_back(std::move(feature));
        --most;
    }
}

std::vector<InfoFeature> features_at(const ServedRun& run, const InfoQuestion& question,
                                     const InfoPlace& place)
{
    std::vector<InfoFeature> features;
    for (const OgcLayer& layer : question.layers) {
        if (layer.density) {
            features.push_back(density_feature(run, *layer.density, place));
        } else if (place.position) {
            add_table_features(run, *layer.table, *place.position, question.feature_count,
                               features);
        }
    }
    return features;
}

/// A value as people read it; nothing for null.
std::string text_of(const Properties& value)
{
    if (value.is_null()) {
        return {};
    }
    return value.is_string() ? value.get<std::string>() : value.dump();
}

/// A value on a line of its own: line ends within would make lines of their own.
std::string line_of(const Properties& value)
{
    std::string text = text_of(value);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return text;
}

/// Layers without a feature at the place are named too, and figures that are absent left out.
std::string plain_text(const std::vector<InfoFeature>& features,
                       const std::vector<OgcLayer>& layers)
{
    std::string text;
    for (const auto& feature : features) {
        text += fmt::format("{}: {}\n", feature.layer, line_of(feature.title));
        for (const auto& [name, value] : feature.properties.items()) {
            if (!value.is_null()) {
                text += fmt::format("  {} = {}\n", name, line_of(value));
            }
        }
        if (feature.properties.contains("density") && feature.properties["density"].is_null() &&
            !feature.properties.value("inside_study_area", true)) {
            text += "  no figures: the place is outside the study area\n";
        }
    }
    for (const OgcLayer& layer : layers) {
        const bool has_any =
            std::any_of(features.begin(), features.end(),
                        [&](const InfoFeature& feature) { return feature.layer == layer.name(); });
        text += has_any ? "" : fmt::format("{}: nothing here\n", layer.name());
    }
    return text;
}

std::string html(const std::vector<InfoFeature>& features)
{
    std::string text =
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">"
        "<title>Feature info</title></head>\n<body>\n";
    for (const auto& feature : features) {
        text += fmt::format("<table>\n<caption>{}</caption>\n", escape_markup(feature.title));
        for (const auto& [name, value] : feature.properties.items()) {
            text += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n",
                                escape_markup(name), escape_markup(text_of(value)));
        }
        text += "</table>\n";
    }
    return text + (features.empty() ? "<p>Nothing here</p>\n" : "") + "</body>\n</html>\n";
}

std::string geojson(const std::vector<InfoFeature>& features, const InfoPlace& place)
{
    auto list = Properties::array();
    for (const auto& feature : features) {
        Properties json{{"type", "Feature"}, {"geometry", nullptr}};
        if (place.position) {
            json["geometry"] = {{"type", "Point"},
                                {"coordinates", {place.position->lon, place.position->lat}}};
        }
        json["properties"] = {{"layer", feature.layer}, {"title", feature.title}};
        json["properties"].update(feature.properties);
        list.push_back(std::move(json));
    }
    const Properties collection{{"type", "FeatureCollection"}, {"features", list}};
    return collection.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

/// Names of layers and columns are letters, digits, hyphens and underscores; an XML name begins
/// with none but a letter or an underscore.
std::string xml_name(const std::string& name)
{
    const bool is_letter =
        !name.empty() && (std::isalpha(static_cast<unsigned char>(name[0])) != 0 || name[0] == '_');
    std::string made = is_letter ? name : "_" + name;
    std::replace_if(
        made.begin(), made.end(),
        [](char c) {
            return std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_' && c != '-';
        },
        '_');
    return made;
}

/// GML 2 as old clients read it: features without geometries of their own, but the place asked.
std::string gml(const std::vector<InfoFeature>& features, const InfoPlace& place)
{
    XmlText xml;
    xml.open("FeatureCollection", {{"xmlns:gml", "http://www.opengis.net/gml"}});
    for (const auto& feature : features) {
        xml.open("gml:featureMember");
        xml.open(xml_name(feature.layer));
        if (place.position) {
            xml.open("gml:pointProperty");
            xml.open("gml:Point", {{"srsName", "http://www.opengis.net/gml/srs/epsg.xml#4326"}});
            xml.element("gml:coordinates",
                        fmt::format("{},{}", place.position->lon, place.position->lat));
            xml.close();
            xml.close();
        }
        xml.element("title", feature.title);
        for (const auto& [name, value] : feature.properties.items()) {
            if (!value.is_null()) {
                xml.element(xml_name(name), text_of(value));
            }
        }
        xml.close();
        xml.close();
    }
    return xml.finish();
}

std::string plain_xml(const std::vector<InfoFeature>& features)
{
    XmlText xml;
    xml.open("FeatureInfo");
    for (const auto& feature : features) {
        xml.open("Feature", {{"layer", feature.layer}, {"title", feature.title}});
        for (const auto& [name, value] : feature.properties.items()) {
            if (!value.is_null()) {
                xml.element("Property", text_of(value), {{"name", name}});
            }
        }
        xml.close();
    }
    return xml.finish();
}

Response info_response(const ServedRun& run, const InfoQuestion& question)
{
    const InfoPlace place = place_of(run, question);
    const auto features = features_at(run, question, place);
    if (question.format == "text/html") {
        return ok("text/html; charset=utf-8", html(features));
    }
    if (question.format == "application/json" || question.format == "application/geo+json") {
        return ok(question.format, geojson(features, place));
    }
    if (question.format == "text/xml") {
        return ok("text/xml; charset=utf-8", plain_xml(features));
    }
    if (question.format == "application/vnd.ogc.gml") {
        return ok(question.format, gml(features, place));
    }
    return ok("text/plain; charset=utf-8", plain_text(features, question.layers));
}

}  // namespace

OgcOutcome feature_info_answer(const RouteContext& context, InfoQuestion question)
{
    if (question.format.empty()) {
        question.format = kInfoFormats.front();
    }
    if (std::find(kInfoFormats.begin(), kInfoFormats.end(), question.format) ==
        kInfoFormats.end()) {
        return service_exception(
            "InvalidFormat",
            fmt::format("INFO_FORMAT is none of {}", fmt::join(kInfoFormats, ", ")), "INFO_FORMAT");
    }
    Answer answer;
    answer.canonical = fmt::format("info {} {} {} {} {}", short_name(question.crs), question.x,
                                   question.y, question.format, question.feature_count);
    for (const OgcLayer& layer : question.layers) {
        answer.canonical += " | " + layer.canonical();
        answer.subjects.push_back(layer.subject());
    }
    answer.produce = [run = context.run, question = std::move(question)] {
        return info_response(*run, question);
    };
    return answer;
}

}  // namespace heatward::server

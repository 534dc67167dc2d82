#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cell_text.hpp"
#include "feature_stream.hpp"
#include "geopackage_download.hpp"
#include "handlers.hpp"
#include "heatward/core/known_names.hpp"
#include "heatward/server/compute_pool.hpp"
#include "heatward/server/limits.hpp"
#include "heatward/server/xml_text.hpp"
#include "html_page.hpp"
#include "items_links.hpp"
#include "json_answer.hpp"
#include "subject_of.hpp"
#include "time_stamp.hpp"

namespace heatward::server {

namespace {

/// The address's parameters in one order: what it asks for, whatever way it is written.
std::string canonical_text(const RouteContext& context, FeatureFormat format)
{
    auto parameters = context.query->parameters;
    std::sort(parameters.begin(), parameters.end());
    std::string text = fmt::format("{} {} {}", name_of(format).word, context.base_url,
                                   context.captures.at("collection"));
    for (const auto& [name, value] : parameters) {
        text += fmt::format("&{}={}", name, percent_encode(value));
    }
    return text;
}

std::size_t feature_count(const ServedRun& run, const std::string& id)
{
    const FeatureTable* table = run.find_table(id);
    return table != nullptr ? table->size() : run.data().incidents.size();
}

ItemsPlace place_of(const RouteContext& context, FeatureFormat format)
{
    return {context.run,
            context.base_url,
            context.is_pinned,
            context.captures.at("collection"),
            *context.query,
            format,
            context.request->client,
            context.request->method == "HEAD"};
}

/// What the features were chosen by, for files that say where they come from.
std::string provenance(const ItemsPlace& place)
{
    std::string text =
        fmt::format("{} of Heatward run {}", place.collection, place.run->view().run_id());
    for (const auto& [name, value] : place.query.parameters) {
        if (name != "f" && name != "run") {
            text += fmt::format("; {}={}", name, value);
        }
    }
    return text;
}

FeatureWriting writing_of(const ItemsPlace& place, const Collection& collection,
                          const ItemsRequest& request, const gis::Projection& projection)
{
    return {&collection,
            place.collection,
            request.properties,
            request.crs,
            &projection,
            time_stamp(),
            place.run->data().project.marking,
            request.has_geometry,
            provenance(place)};
}

std::unique_ptr<FeatureWriter> make_writer(const FeatureWriting& writing, FeatureFormat format)
{
    switch (format) {
        case FeatureFormat::csv:
            return make_csv_writer(writing);
        case FeatureFormat::flatgeobuf:
            return make_flatgeobuf_writer(writing);
        case FeatureFormat::html:
            return make_html_writer(writing);
        default:
            return make_geojson_writer(writing);
    }
}

/// What downloads are called: browsers save them rather than show them.
void add_file_name(Response& response, const ItemsPlace& place)
{
    if (place.format == FeatureFormat::geojson || place.format == FeatureFormat::html) {
        return;
    }
    response.headers.push_back(
        {"Content-Disposition",
         fmt::format("attachment; filename=\"{}-{}.{}\"", place.collection,
                     place.run->view().run_id(), name_of(place.format).word)});
}

/// A 200 without its body yet.
Response begin_response(const ItemsPlace& place, const FeatureCrs& crs)
{
    Response response;
    response.content_type = name_of(place.format).media_type;
    if (place.format == FeatureFormat::html || place.format == FeatureFormat::csv) {
        response.content_type += "; charset=utf-8";
    }
    response.headers = {{"Content-Crs", fmt::format("<{}>", crs.uri())},
                        {"X-Heatward-Run", place.run->view().run_id()}};
    add_file_name(response, place);
    return response;
}

/// The order that is kept or that `make` makes. Who waited for somebody else to make it makes it
/// himself where that one left.
template <class Make>
tl::expected<std::shared_ptr<const FeatureChoices::Order>, Problem> order_of(
    FeatureChoices& choices, const std::string& key, const Make& make)
{
    auto order = choices.order(key, make);
    while (!order && order.error().status == client_left().status &&
           !ComputePool::has_client_left()) {
        order = choices.order(key, make);
    }
    return order;
}

Response page_response(const ItemsPlace& place, const Collection& collection,
                       const ItemsRequest& request, const gis::Projection& projection)
{
    const ServedRun& run = *place.run;
    const std::string key = place.collection + ' ' + request.chosen;
    auto test = FeatureTest::make(collection, request, projection);
    if (!test) {
        return problem_response(test.error());
    }
    std::shared_ptr<const std::vector<std::uint32_t>> order;
    if (!request.sort.empty() && !request.is_count) {
        auto sorted = order_of(run.choices(), key + request.order, [&] {
            return sorted_features(collection, request, *test, &ComputePool::has_client_left);
        });
        if (!sorted) {
            return problem_response(sorted.error());
        }
        order = std::move(*sorted);
        if (request.after &&
            std::find(order->begin(), order->end(), *request.after) == order->end()) {
            return problem_response(
                bad_parameter("after", "is none of the features that are chosen").value());
        }
    }
    const FeatureWriting writing = writing_of(place, collection, request, projection);
    ChosenFeatures features(collection, request, std::move(*test), order);
    Response response = begin_response(place, request.crs);
    if (place.format == FeatureFormat::geopackage) {
        return place.is_head ? unmade_download(std::move(response))
                             : geopackage_download(
                                   std::move(response), writing, std::move(features),
                                   {request.limit, place.client, &ComputePool::has_client_left});
    }
    const auto links = [place, &collection](std::optional<std::size_t> last) {
        return page_links(place, kPageFormats,
                          last ? std::optional(collection.feature_id(*last)) : std::nullopt);
    };
    put_body(response,
             make_feature_stream({place.run, std::move(features), request.limit,
                                  make_writer(writing, place.format), &run.choices(), key, links}));
    return response;
}

/// What tiles are narrowed by too, which is of incidents alone.
tl::expected<void, Problem> read_incident_choice(const ItemsPlace& place, ItemsRequest& request)
{
    const auto used =
        std::find_if(kIncidentParameters.begin(), kIncidentParameters.end(),
                     [&](std::string_view name) { return place.query.find(name) != nullptr; });
    if (used == kIncidentParameters.end()) {
        return {};
    }
    if (place.collection != kIncidents) {
        return bad_parameter(
            *used, fmt::format("chooses incidents alone; of {} filter chooses", place.collection));
    }
    auto choice = IncidentChoice::parse(*place.run, place.query);
    if (!choice) {
        return tl::unexpected<Problem>(choice.error());
    }
    request.chosen += choice->text();
    request.incidents = std::move(*choice);
    return {};
}

Response items_response(const ItemsPlace& place)
{
    const Collection& collection = *place.run->find_collection(place.collection);
    const gis::Projection projection = place.run->projection();
    auto request = parse_items_request(place.query, place.format, collection, projection,
                                       place.run->data().project.timezone);
    if (!request) {
        return problem_response(request.error());
    }
    if (const auto checked = read_incident_choice(place, *request); !checked) {
        return problem_response(checked.error());
    }
    return page_response(place, collection, *request, projection);
}

std::string item_page(const ItemsPlace& place, const Collection& collection, std::size_t index,
                      const nlohmann::json& links)
{
    std::string page =
        html_begin(fmt::format("{} {}", place.collection, collection.feature_id(index)),
                   place.run->data().project.marking);
    page += "<table><tbody>\n";
    const auto properties = collection.properties();
    for (std::size_t i = 0; i < properties.size(); ++i) {
        page += fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", escape_markup(properties[i].name),
                            escape_markup(cell_text(collection.value(index, i), properties[i].type,
                                                    CellReader::people)));
    }
    page += "</tbody></table>\n<nav>";
    for (const auto& link : links) {
        page += html_link(link.at("href").get<std::string>(), link.at("title").get<std::string>());
    }
    page += "</nav>\n";
    return page + std::string(html_end());
}

Response item_response(const ItemsPlace& place, const std::string& id)
{
    const Collection& collection = *place.run->find_collection(place.collection);
    const auto index = collection.find(id);
    if (!index) {
        return problem_response(
            {404,
             fmt::format("collection \"{}\" has no feature \"{}\"", place.collection, id),
             {}});
    }
    const gis::Projection projection = place.run->projection();
    const auto request = parse_items_request(place.query, place.format, collection, projection,
                                             place.run->data().project.timezone);
    if (!request) {
        return problem_response(request.error());
    }
    const auto links = item_links(place, kItemFormats, collection.feature_id(*index));
    Response response = begin_response(place, request->crs);
    if (place.format == FeatureFormat::html) {
        response.body = item_page(place, collection, *index, links);
        return response;
    }
    append_geojson_feature(response.body, writing_of(place, collection, *request, projection),
                           *index);
    response.body += R"(,"links":)" + links.dump() + "}\n";
    return response;
}

}  // namespace

tl::expected<void, Problem> check_collection(const ServedRun& run, const std::string& id)
{
    const auto ids = run.collection_ids();
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
        return refuse(
            404, fmt::format("there is no collection \"{}\"; there are {}", id, known_names(ids)));
    }
    return {};
}

Outcome items(const RouteContext& context)
{
    const auto format = asked_format(*context.query, *context.request, kPageFormats);
    if (!format) {
        return tl::unexpected<Problem>(format.error());
    }
    const std::string& id = context.captures.at("collection");
    if (const auto found = check_collection(*context.run, id); !found) {
        return tl::unexpected<Problem>(found.error());
    }
    Answer answer;
    answer.canonical = "items " + canonical_text(context, *format);
    answer.subjects = {subject_of(*context.run, id)};
    if (const FeatureTable* areas = context.run->find_table(area_set_of(*context.query))) {
        answer.subjects.push_back(subject_of(*areas));
    }
    answer.size = search_size(feature_count(*context.run, id), *context.query, *format);
    answer.is_repeatable = false;
    answer.is_certain = false;
    answer.produce = [place = place_of(context, *format)] { return items_response(place); };
    return answer;
}

Outcome item(const RouteContext& context)
{
    const auto format = asked_format(*context.query, *context.request, kItemFormats);
    if (!format) {
        return tl::unexpected<Problem>(format.error());
    }
    const std::string& id = context.captures.at("collection");
    if (const auto found = check_collection(*context.run, id); !found) {
        return tl::unexpected<Problem>(found.error());
    }
    const std::string& feature = context.captures.at("feature");
    Answer answer;
    answer.canonical =
        fmt::format("item {} of {}", percent_encode(feature), canonical_text(context, *format));
    answer.subjects = {subject_of(*context.run, id)};
    answer.is_certain = false;
    answer.produce = [place = place_of(context, *format), feature] {
        return item_response(place, feature);
    };
    return answer;
}

}  // namespace heatward::server

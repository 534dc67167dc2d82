#include "heatward/server/items_request.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "heatward/core/interval_bounds.hpp"
#include "heatward/core/known_names.hpp"
#include "heatward/core/nearest_name.hpp"
#include "heatward/core/time_zone.hpp"
#include "heatward/server/numbers.hpp"
#include "heatward/tabular/time_format.hpp"

namespace heatward::server {

namespace {

/// What a request is read from and into.
struct Reading {
    const Query& query;
    const Collection& collection;
    std::vector<FeatureCrs> served;
    std::string time_zone;
    ItemsRequest request = {};
};

using Checked = tl::expected<void, Problem>;

cql2::Type type_of(PropertyType type)
{
    switch (type) {
        case PropertyType::integer:
        case PropertyType::real:
            return cql2::Type::number;
        case PropertyType::boolean:
            return cql2::Type::boolean;
        case PropertyType::time:
            return cql2::Type::time;
        case PropertyType::text:
            break;
    }
    return cql2::Type::text;
}

/// The number of the collection's property of that name.
tl::expected<std::size_t, Problem> find_property(const Collection& collection,
                                                 std::string_view name, std::string_view parameter)
{
    std::vector<std::string> names;
    for (const auto& property : collection.properties()) {
        if (property.name == name) {
            return names.size();
        }
        names.push_back(property.name);
    }
    const std::string nearest = nearest_name(std::string(name), names);
    return bad_parameter(
        parameter,
        nearest.empty()
            ? fmt::format("there is no property \"{}\"; there are {}", name, known_names(names))
            : fmt::format("there is no property \"{}\"; did you mean \"{}\"?", name, nearest));
}

Checked read_crs(const Reading& reading, std::string_view parameter, FeatureCrs& crs)
{
    if (const auto* text = reading.query.find(parameter)) {
        const auto parsed = parse_crs(*text, parameter, reading.served);
        if (!parsed) {
            return tl::unexpected<Problem>(parsed.error());
        }
        crs = *parsed;
    }
    return {};
}

Checked read_page(Reading& reading)
{
    constexpr long kMost = std::numeric_limits<long>::max();
    // Files are asked for whole; pages of GeoJSON and HTML one after the other.
    const bool is_paged = reading.request.format == FeatureFormat::geojson ||
                          reading.request.format == FeatureFormat::html;
    reading.request.limit = is_paged ? kDefaultLimit : static_cast<std::size_t>(kMost);
    if (const auto* text = reading.query.find("limit")) {
        const auto limit = parse_integer(*text, 1, kMost);
        if (!limit) {
            return bad_parameter("limit", fmt::format("is no whole number from 1 to {}; for their "
                                                      "number alone ask for resulttype=hits",
                                                      kMaxLimit));
        }
        // A larger one is no error (OGC 17-069r4, requirement fc-limit-response-1). Files have no
        // next page to go on with, so that what is asked for is given.
        const auto most = is_paged ? kMaxLimit : static_cast<std::size_t>(kMost);
        reading.request.limit = std::min(static_cast<std::size_t>(*limit), most);
    }
    if (const auto* text = reading.query.find("offset")) {
        const auto offset = parse_integer(*text, 0, kMost);
        if (!offset) {
            return bad_parameter("offset", "is no whole number from 0");
        }
        reading.request.offset = static_cast<std::size_t>(*offset);
    }
    if (const auto* text = reading.query.find("after")) {
        reading.request.after = reading.collection.find(*text);
        if (!reading.request.after) {
            return bad_parameter("after", fmt::format("there is no feature \"{}\"", *text));
        }
        if (reading.query.find("offset") != nullptr) {
            return bad_parameter("after", "does not go with offset: leave one of them out");
        }
    }
    return {};
}

Checked read_content(Reading& reading)
{
    ItemsRequest& request = reading.request;
    if (const auto* text = reading.query.find("resulttype")) {
        if (*text != "results" && *text != "hits") {
            return bad_parameter("resulttype",
                                 "is neither results nor hits, which counts the features alone");
        }
        request.is_count = *text == "hits";
    }
    if (request.is_count) {
        if (request.format != FeatureFormat::geojson && request.format != FeatureFormat::html) {
            return bad_parameter("resulttype",
                                 "hits are counted in GeoJSON and HTML: ask for "
                                 "f=json, and for the file with results");
        }
        request.limit = 0;
    }
    if (const auto* text = reading.query.find("skipGeometry")) {
        if (*text != "true" && *text != "false") {
            return bad_parameter("skipGeometry", "is neither true nor false");
        }
        request.has_geometry = *text == "false";
    }
    return {};
}

Checked read_bbox(Reading& reading)
{
    ItemsRequest& request = reading.request;
    if (auto checked = read_crs(reading, "bbox-crs", request.bbox_crs); !checked) {
        return checked;
    }
    if (const auto* text = reading.query.find("bbox")) {
        const auto bbox = parse_bbox(*text, "bbox", request.bbox_crs);
        if (!bbox) {
            return tl::unexpected<Problem>(bbox.error());
        }
        request.bbox = *bbox;
        request.chosen += fmt::format("bbox {} {} {} {} {};", request.bbox_crs.epsg, bbox->min_x,
                                      bbox->min_y, bbox->max_x, bbox->max_y);
    }
    return {};
}

Checked read_datetime(Reading& reading)
{
    const auto* text = reading.query.find("datetime");
    if (text == nullptr) {
        return {};
    }
    const auto interval = parse_feature_interval(*text, reading.time_zone);
    if (!interval) {
        return tl::unexpected<Problem>(interval.error());
    }
    if (!reading.collection.has_times()) {
        return {};  // features without a time are of every time (OGC 17-069r4, section 7.15.4)
    }
    reading.request.interval = *interval;
    reading.request.chosen += fmt::format("datetime {} {};", interval->begin, interval->end);
    return {};
}

Checked read_filter(Reading& reading)
{
    ItemsRequest& request = reading.request;
    if (auto checked = read_crs(reading, "filter-crs", request.filter_crs); !checked) {
        return checked;
    }
    const auto* language = reading.query.find("filter-lang");
    const bool is_json = language != nullptr && *language == "cql2-json";
    // GDAL 3.6 calls the draft's text form by its old name.
    if (language != nullptr && !is_json && *language != "cql2-text" && *language != "cql-text") {
        return bad_parameter("filter-lang", "is neither cql2-text nor cql2-json");
    }
    const auto* text = reading.query.find("filter");
    if (text == nullptr) {
        return {};
    }
    const auto queryables = queryables_of(reading.collection);
    const auto zone = TimeZone::find(reading.time_zone);
    const TimeZone* clock = zone ? &*zone : nullptr;
    auto filter = is_json ? cql2::parse_json(*text, queryables, clock)
                          : cql2::parse_text(*text, queryables, clock);
    if (!filter) {
        const bool looks_like_json = text->find_first_not_of(" \t\r\n") != std::string::npos &&
                                     (*text)[text->find_first_not_of(" \t\r\n")] == '{';
        return bad_parameter(
            "filter",
            filter.error().message + (looks_like_json && language == nullptr
                                          ? "; this looks like JSON: add filter-lang=cql2-json"
                                          : ""));
    }
    request.chosen += fmt::format("filter {} {};", request.filter_crs.epsg, filter->canonical());
    request.filter = std::move(*filter);
    return {};
}

Checked read_sortby(Reading& reading)
{
    const auto* text = reading.query.find("sortby");
    if (text == nullptr) {
        return {};
    }
    for (std::string_view part : split_at_commas(*text)) {
        // A plus that was not percent-encoded arrives as a space.
        const bool has_sign =
            part.starts_with('+') || part.starts_with('-') || part.starts_with(' ');
        const bool is_descending = part.starts_with('-');
        part.remove_prefix(has_sign ? 1 : 0);
        const auto property = find_property(reading.collection, part, "sortby");
        if (!property) {
            return tl::unexpected<Problem>(property.error());
        }
        // Each key is a sort of its own: as many as there are properties, and no more.
        const auto& sort = reading.request.sort;
        if (std::any_of(sort.begin(), sort.end(),
                        [&](const SortKey& key) { return key.property == *property; })) {
            return bad_parameter("sortby", fmt::format("names \"{}\" twice", part));
        }
        reading.request.sort.push_back({*property, is_descending});
        reading.request.order += fmt::format("{}{},", is_descending ? '-' : '+', *property);
    }
    return {};
}

Checked read_properties(Reading& reading)
{
    const auto all = reading.collection.properties();
    std::vector<std::size_t>& chosen = reading.request.properties;
    const auto* text = reading.query.find("properties");
    if (text == nullptr) {
        chosen.resize(all.size());
        std::iota(chosen.begin(), chosen.end(), std::size_t{0});
        return {};
    }
    for (const auto part : split_at_commas(*text)) {
        const auto property = find_property(reading.collection, part, "properties");
        if (!property) {
            return tl::unexpected<Problem>(property.error());
        }
        chosen.push_back(*property);
    }
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    return {};
}

/// One end of an interval as parse_interval takes it.
std::string wall_clock_end(std::string_view text, const TimeZone& zone)
{
    std::string written(text);
    // A plus that was not percent-encoded arrives as a space.
    const auto space = written.find(' ', std::min(written.find('T'), written.size()));
    if (space != std::string::npos) {
        written[space] = '+';
    }
    const auto stated = tabular::TimeFormat().read(written);
    if (!stated) {
        return std::string(text);
    }
    if (!stated->utc_offset_minutes) {
        // Seconds without an offset, which the calendar's intervals do not have.
        return stated->precision == TimePrecision::minute
                   ? format_time(stated->time, TimePrecision::minute)
                   : std::string(text);
    }
    const WallMinutes time = zone.wall_time(stated->time - *stated->utc_offset_minutes);
    return format_time(time, TimePrecision::minute);
}

}  // namespace

std::vector<cql2::Queryable> queryables_of(const Collection& collection)
{
    std::vector<cql2::Queryable> queryables;
    for (const auto& property : collection.properties()) {
        queryables.push_back({property.name, type_of(property.type)});
    }
    queryables.push_back({"geometry", cql2::Type::geometry});
    return queryables;
}

tl::expected<TimeInterval, Problem> parse_feature_interval(std::string_view text,
                                                           const std::string& time_zone)
{
    const auto zone = TimeZone::find(time_zone);
    std::string ends;
    std::size_t begin = 0;
    while (zone && begin <= text.size()) {
        const auto end = std::min(text.find('/', begin), text.size());
        ends += begin == 0 ? "" : "/";
        ends += wall_clock_end(text.substr(begin, end - begin), *zone);
        begin = end + 1;
    }
    const auto interval = parse_interval(zone ? std::string_view(ends) : text);
    if (!interval) {
        return bad_parameter("datetime", interval.error().message +
                                             ", or with an offset "
                                             "2025-06-30T22:00:00Z");
    }
    // Whole days may be written with times: rows known to the day lie in them as in dates.
    TimeInterval whole = *interval;
    whole.precision =
        std::max(whole.precision, std::min(precision_of_bounds(whole), TimePrecision::day));
    return whole;
}

tl::expected<ItemsRequest, Problem> parse_items_request(const Query& query, FeatureFormat format,
                                                        const Collection& collection,
                                                        const gis::Projection& projection,
                                                        const std::string& time_zone)
{
    Reading reading{query, collection, served_crs(projection), time_zone};
    reading.request.format = format;
    for (const auto read : {&read_page, &read_content, &read_bbox, &read_datetime, &read_filter,
                            &read_sortby, &read_properties}) {
        if (const auto checked = read(reading); !checked) {
            return tl::unexpected<Problem>(checked.error());
        }
    }
    if (auto checked = read_crs(reading, "crs", reading.request.crs); !checked) {
        return tl::unexpected<Problem>(checked.error());
    }
    return std::move(reading.request);
}

}  // namespace heatward::server

#include "source_section.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "area_section.hpp"
#include "heatward/core/time_zone.hpp"
#include "heatward/project/category_match.hpp"

namespace heatward::project {
namespace {

constexpr std::array<std::string_view, 5> kKinds{"police", "ambulance", "health", "council",
                                                 "other"};
constexpr std::array<std::string_view, 1> kFormats{"police.uk"};
constexpr std::array<std::string_view, 2> kPostcodesOf{"incident", "patient"};

void check_pair(TableReader& fields, std::string_view a_key, const std::string& a,
                std::string_view b_key, const std::string& b)
{
    if (a.empty() != b.empty()) {
        fields.error(a.empty() ? b_key : a_key,
                     fmt::format("{} and {} come together; name both columns", a_key, b_key));
    }
}

void check_fields(TableReader& reader, const SourceFields& fields)
{
    check_pair(reader, "x", fields.x, "y", fields.y);
    check_pair(reader, "lon", fields.lon, "lat", fields.lat);
    if (!fields.x.empty() && fields.crs.empty()) {
        reader.error("crs", "is missing; x and y need theirs, for example crs = \"EPSG:27700\"");
    }
    if (fields.x.empty() && !fields.crs.empty()) {
        reader.error("crs", "belongs to x and y; name those columns or remove it");
    }
}

SourceFields read_fields(TableReader& source)
{
    SourceFields fields;
    auto reader = source.table("fields");
    if (!reader) {
        if (!source.has("fields")) {
            source.error("fields", "is missing; say which columns hold what, or name a format");
        }
        return fields;
    }
    fields.id = reader->text("id");
    fields.time = reader->required_text("time");
    fields.category = reader->required_text("category");
    fields.location = reader->texts("location");
    fields.postcode = reader->text("postcode");
    fields.x = reader->text("x");
    fields.y = reader->text("y");
    fields.crs = reader->text("crs");
    fields.lon = reader->text("lon");
    fields.lat = reader->text("lat");
    fields.grid_reference = reader->text("grid_reference");
    fields.uprn = reader->text("uprn");
    check_fields(*reader, fields);
    reader->reject_unknown_keys();
    return fields;
}

void check_dropped(TableReader& reader, const Source& source)
{
    const SourceFields& f = source.fields;
    std::vector<std::string> used{f.id, f.time, f.category, f.postcode,       f.x,
                                  f.y,  f.lon,  f.lat,      f.grid_reference, f.uprn};
    used.insert(used.end(), f.location.begin(), f.location.end());
    for (const std::string& column : source.drop) {
        // As the readers compare names: "pc" drops "PC".
        const bool is_used = std::any_of(used.begin(), used.end(), [&](const std::string& name) {
            return !name.empty() &&
                   CategoryMatch::normalised(name) == CategoryMatch::normalised(column);
        });
        if (is_used) {
            reader.error("drop", fmt::format("\"{}\" is dropped but fields uses it; remove it from "
                                             "the one or the other",
                                             column));
        }
    }
}

void read_mapped(TableReader& reader, Source& source)
{
    const auto kind = reader.choice("kind", kKinds);
    if (!reader.has("kind")) {
        reader.error("kind", fmt::format("is missing; one of police, ambulance, health, council "
                                         "or other"));
    }
    source.kind = kind ? std::string(kKinds[*kind]) : "";
    source.fields = read_fields(reader);
    source.layer = reader.text("layer");
    source.time_format = reader.text("time_format");
    source.timezone = reader.text("timezone");
    if (!source.timezone.empty()) {
        if (const auto zone = TimeZone::find(source.timezone); !zone) {
            reader.error("timezone", zone.error().message);
        }
    }
    if (const auto of = reader.choice("postcode_of", kPostcodesOf)) {
        source.postcode_of = std::string(kPostcodesOf[*of]);
    } else if (source.kind == "health" && !reader.has("postcode_of")) {
        reader.error("postcode_of",
                     "is missing; say postcode_of = \"incident\" where the postcode is the "
                     "incident's, or \"patient\" (then it is never used)");
    }
}

void read_profiled(TableReader& reader, Source& source)
{
    const auto kind = reader.choice("kind", kKinds);
    source.kind = std::string(kind ? kKinds[*kind] : "police");
    for (const std::string_view key :
         {"fields", "layer", "time_format", "timezone", "postcode_of"}) {
        if (reader.has(key)) {
            reader.error(key, fmt::format("is not used with format = \"{}\", whose columns are "
                                          "known; remove the one or the other",
                                          source.format));
        }
    }
}

void read_missing_periods(TableReader& reader, Source& source)
{
    for (const std::string& text : reader.texts("missing_periods")) {
        const auto month = parse_month(text);
        if (month) {
            source.missing_periods.push_back(*month);
        } else {
            reader.error("missing_periods", month.error().message);
        }
    }
    std::sort(source.missing_periods.begin(), source.missing_periods.end());
}

Source read_source(TableReader& reader, const Disclosure& disclosure)
{
    Source source;
    source.id = reader.required_text("id");
    source.path = reader.required_text("path");
    if (const auto format = reader.choice("format", kFormats)) {
        source.format = std::string(kFormats[*format]);
    }
    // A misspelt format is one error, not also a missing kind and fields.
    if (reader.has("format")) {
        read_profiled(reader, source);
    } else {
        read_mapped(reader, source);
    }
    source.drop = reader.texts("drop");
    check_dropped(reader, source);
    read_missing_periods(reader, source);
    source.threshold = reader.whole_number("threshold", 1);
    if (source.threshold && *source.threshold < disclosure.threshold) {
        reader.error("threshold", fmt::format("{} is below disclosure.threshold ({}); a source may "
                                              "only be stricter",
                                              *source.threshold, disclosure.threshold));
    }
    reader.reject_unknown_keys();
    return source;
}

}  // namespace

std::span<const std::string_view> source_kinds() { return kKinds; }

void read_sources(TableReader& root, Project& project)
{
    for (TableReader& reader : root.tables("sources")) {
        Source source = read_source(reader, project.disclosure);
        if (!source.id.empty() && !is_id(source.id)) {
            reader.error("id", fmt::format("\"{}\" is no id: begin with a lower-case letter, then "
                                           "lower-case letters, digits and hyphens",
                                           source.id));
        }
        if (project.source_index(source.id)) {
            reader.error(
                "id", fmt::format("\"{}\" is used by two sources; choose another id", source.id));
        }
        project.sources.push_back(std::move(source));
    }
    if (!root.has("sources") || project.sources.empty()) {
        root.error("sources", "no source is defined; add [[sources]] with id, path and format");
    }
}

}  // namespace heatward::project

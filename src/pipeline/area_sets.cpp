#include "heatward/pipeline/area_sets.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "heatward/core/connection_string.hpp"
#include "heatward/core/sha256.hpp"
#include "heatward/gis/key_values.hpp"
#include "heatward/gis/overlay.hpp"

namespace heatward::pipeline {
namespace {

constexpr std::size_t kNamedInWarnings = 5;

/// What two generalised borders may overlap by without a warning, as a share of all area.
constexpr double kSliverShare = 1e-6;

std::string some_of(const std::vector<std::string>& codes)
{
    const std::vector<std::string> named(
        codes.begin(),
        codes.begin() + static_cast<std::ptrdiff_t>(std::min(codes.size(), kNamedInWarnings)));
    return fmt::format("{}{}", fmt::join(named, ", "),
                       codes.size() > named.size()
                           ? fmt::format(" and {} more", codes.size() - named.size())
                           : "");
}

/// The text with the path as the project file has it: reports are the same in whatever folder.
std::string as_written(std::string text, const std::string& resolved, const std::string& written)
{
    if (const std::size_t at = text.find(resolved); at != std::string::npos) {
        text.replace(at, resolved.size(), redact_connection(written));
    }
    return text;
}

double parse_population(const std::string& text, const std::string& place, const std::string& code)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value) ||
        value < 0) {
        throw DataError(
            fmt::format("{}: the figure for {} is no number of at least 0; write "
                        "digits alone, and nothing where it is not known",
                        place, code));
    }
    return value;
}

}  // namespace

std::vector<ProjectedMultiPolygon> AreaSetData::polygons() const
{
    std::vector<ProjectedMultiPolygon> polygons;
    polygons.reserve(areas.size());
    for (const gis::AreaRecord& area : areas) {
        polygons.push_back(area.polygons);
    }
    return polygons;
}

AreaSetData read_area_set(const project::Project& project, const project::AreaSet& set,
                          const gis::Projection& projection)
{
    gis::AreaReadOptions options;
    options.code_field = set.code;
    options.name_field = set.name;
    options.parent_field = set.parent ? set.parent->field : "";
    options.layer = {set.layer.value_or(""), set.id};
    gis::AreaReadResult result = gis::read_areas(project.resolve(set.path), options, projection);
    AreaSetData data;
    data.id = set.id;
    data.areas = std::move(result.areas);
    data.operation = std::move(result.operation);
    data.population.resize(data.areas.size());
    for (const std::string& warning : result.warnings) {
        data.warnings.push_back(as_written(warning, project.resolve(set.path), set.path));
    }
    return data;
}

void join_population(const project::Project& project, const project::AreaSet& set,
                     AreaSetData& data)
{
    if (!set.population) {
        return;
    }
    const std::string place = redact_connection(set.population->path);
    auto figures =
        gis::read_key_values(project.resolve(set.population->path), set.population->key,
                             set.population->value, {set.population->layer.value_or(""), set.id});
    std::vector<std::string> without;
    std::vector<std::string> empty;
    for (std::size_t i = 0; i < data.areas.size(); ++i) {
        const auto figure = figures.find(data.areas[i].code);
        if (figure == figures.end() || figure->second.empty()) {
            without.push_back(data.areas[i].code);
        } else {
            data.population[i] = parse_population(figure->second, place, data.areas[i].code);
            if (data.population[i] == 0.0) {
                empty.push_back(data.areas[i].code);
            }
        }
        if (figure != figures.end()) {
            figures.erase(figure);
        }
    }
    std::vector<std::string> unknown;
    for (const auto& [code, value] : figures) {
        unknown.push_back(code);
    }
    if (!without.empty()) {
        data.warnings.push_back(
            fmt::format("{}: no population for {} of {} areas of \"{}\" ({}); "
                        "they get no rate",
                        place, without.size(), data.areas.size(), data.id, some_of(without)));
    }
    if (!empty.empty()) {
        data.warnings.push_back(fmt::format(
            "{}: {} of {} areas of \"{}\" have 0 residents ({}); they get no rate, and their "
            "incidents count in the rates of the areas that they lie in",
            place, empty.size(), data.areas.size(), data.id, some_of(empty)));
    }
    if (!unknown.empty()) {
        data.warnings.push_back(fmt::format("{}: {} codes are of no area of \"{}\" ({})", place,
                                            unknown.size(), data.id, some_of(unknown)));
    }
}

namespace {

/// Residents by parent code; nothing for a parent with a child whose residents are not known.
std::map<std::string, std::optional<double>> population_by_parent(const AreaSetData& children)
{
    std::map<std::string, std::optional<double>> sums;
    for (std::size_t i = 0; i < children.areas.size(); ++i) {
        const auto& residents = children.population[i];
        auto& sum = sums.try_emplace(children.areas[i].parent, 0.0).first->second;
        if (sum && residents) {
            *sum += *residents;
        } else {
            sum.reset();
        }
    }
    return sums;
}

void add_population(const AreaSetData& children, AreaSetData& parents)
{
    const auto sums = population_by_parent(children);
    for (std::size_t i = 0; i < parents.areas.size(); ++i) {
        const auto sum = sums.find(parents.areas[i].code);
        if (!parents.population[i] && sum != sums.end()) {
            parents.population[i] = sum->second;
        }
    }
}

}  // namespace

void sum_populations(const project::Project& project, std::vector<AreaSetData>& sets)
{
    // Parents of parents take one round a floor.
    for (std::size_t round = 0; round < sets.size(); ++round) {
        for (std::size_t child = 0; child < sets.size(); ++child) {
            const auto& link = project.areas[child].parent;
            for (std::size_t i = 0; link && i < sets.size(); ++i) {
                if (sets[i].id == link->set && !project.areas[i].population) {
                    add_population(sets[child], sets[i]);
                }
            }
        }
    }
}

std::vector<std::string> unknown_parents(const AreaSetData& data, const AreaSetData& parents)
{
    std::set<std::string> known;
    for (const gis::AreaRecord& parent : parents.areas) {
        known.insert(parent.code);
    }
    std::map<std::string, std::string> unknown;  // parent code → an area that names it
    for (const gis::AreaRecord& area : data.areas) {
        if (!known.contains(area.parent)) {
            unknown.emplace(area.parent, area.code);
        }
    }
    std::vector<std::string> sentences;
    for (const auto& [parent, area] : unknown) {
        sentences.push_back(
            parent.empty()
                ? fmt::format("area {} names no parent of set \"{}\"; fill its field", area,
                              parents.id)
                : fmt::format("area {} names parent {}, which set \"{}\" does not have; use sets "
                              "of one year",
                              area, parent, parents.id));
    }
    return sentences;
}

std::optional<std::string> overlap_warning(const AreaSetData& data)
{
    const auto polygons = data.polygons();
    double sum_m2 = 0;
    for (const auto& polygon : polygons) {
        sum_m2 += area_m2(polygon);
    }
    const double overlap_m2 = sum_m2 - area_m2(gis::union_of(polygons));
    if (!(overlap_m2 > kSliverShare * sum_m2)) {
        return std::nullopt;
    }
    std::string example;
    for (std::size_t i = 0; i < polygons.size() && example.empty(); ++i) {
        const Extent extent = extent_of(polygons[i]);
        for (std::size_t j = i + 1; j < polygons.size() && example.empty(); ++j) {
            if (extent.intersects(extent_of(polygons[j])) &&
                gis::intersection_area_m2(polygons[i], polygons[j]) >
                    kSliverShare * area_m2(polygons[i])) {
                example =
                    fmt::format(", for example {} and {}", data.areas[i].code, data.areas[j].code);
            }
        }
    }
    return fmt::format(
        "areas of \"{}\" overlap by {:.4f} km²{}; an incident there counts in the "
        "first of them alone",
        data.id, overlap_m2 / 1e6, example);
}

FeatureTable area_table(const AreaSetData& data)
{
    FeatureTable table;
    table.name = data.id;
    table.geometry = data.polygons();
    table.rows.resize(data.areas.size());
    std::vector<AttributeValue> codes, names, parents, population;
    bool is_whole = true;
    for (const auto& figure : data.population) {
        is_whole = is_whole && (!figure || (*figure == std::floor(*figure) && *figure < 1e15));
    }
    for (std::size_t i = 0; i < data.areas.size(); ++i) {
        const gis::AreaRecord& area = data.areas[i];
        codes.emplace_back(area.code);
        names.emplace_back(area.name);
        if (AttributeValue& parent = parents.emplace_back(); !area.parent.empty()) {
            parent = area.parent;
        }
        AttributeValue& residents = population.emplace_back();
        if (data.population[i] && is_whole) {
            residents = static_cast<std::int64_t>(*data.population[i]);
        } else if (data.population[i]) {
            residents = *data.population[i];
        }
    }
    table.add_column({"code", ColumnType::text}, std::move(codes));
    table.add_column({"name", ColumnType::text}, std::move(names));
    table.add_column({"parent", ColumnType::text}, std::move(parents));
    table.add_column({"population", is_whole ? ColumnType::integer : ColumnType::real},
                     std::move(population));
    return table;
}

std::string content_sha256(const AreaSetData& data)
{
    Sha256 digest;
    for (std::size_t i = 0; i < data.areas.size(); ++i) {
        const gis::AreaRecord& area = data.areas[i];
        digest.update(
            fmt::format("{}\x1f{}\x1f{}\x1f{}\n", area.code, area.name, area.parent,
                        data.population[i] ? fmt::format("{}", *data.population[i]) : ""));
        for_each_ring(area.polygons, [&](const auto& ring) {
            for (const ProjectedPoint& point : ring) {
                digest.update(fmt::format("{} {}\n", point.x, point.y));
            }
            digest.update("\n");
        });
    }
    return digest.hex_digest();
}

}  // namespace heatward::pipeline

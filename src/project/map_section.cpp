#include "map_section.hpp"

#include <array>

#include <fmt/format.h>

namespace heatward::project {
namespace {

constexpr std::array<std::string_view, 7> kFeatureClasses{"land", "water", "green", "building",
                                                          "road", "rail",  "place"};

struct AreaChoice {
    std::string set;
    std::vector<std::string> codes;
    std::string path;
};

std::vector<std::string> area_set_ids(const Project& project)
{
    std::vector<std::string> ids;
    for (const AreaSet& set : project.areas) {
        ids.push_back(set.id);
    }
    return ids;
}

AreaChoice read_area_choice(TableReader& reader, const Project& project, bool may_be_path)
{
    AreaChoice choice;
    if (may_be_path) {
        choice.path = reader.text("path");
    }
    if (choice.path.empty()) {
        choice.set = reader.required_text("set");
        choice.codes = reader.texts("codes");
        if (!choice.set.empty()) {
            check_reference(reader, "set", "area set", choice.set, area_set_ids(project));
        }
        if (choice.codes.empty()) {
            reader.error("codes", "is missing or empty; name at least one area's code");
        }
    } else if (reader.has("set") || reader.has("codes")) {
        reader.error("path", "give either path, or set and codes");
    }
    reader.reject_unknown_keys();
    return choice;
}

std::optional<Month> read_month(TableReader& reader, std::string_view key)
{
    const std::string text = reader.required_text(key);
    if (text.empty()) {
        return std::nullopt;
    }
    const auto month = parse_month(text);
    if (!month) {
        reader.error(key, month.error().message);
        return std::nullopt;
    }
    return *month;
}

void read_where(TableReader& reader, const Project& project, Intervention& intervention)
{
    intervention.areas_path = reader.text("path");
    if (auto areas = reader.table("areas")) {
        AreaChoice choice = read_area_choice(*areas, project, true);
        if (!intervention.areas_path.empty()) {
            reader.error("path", "give either path or areas");
        }
        intervention.areas_set = std::move(choice.set);
        intervention.area_codes = std::move(choice.codes);
        intervention.areas_path = std::move(choice.path);
    } else if (intervention.areas_path.empty() && !reader.has("areas")) {
        reader.error("areas", "is missing; name areas = { set = …, codes = […] } or a path");
    }
    if (auto control = reader.table("control")) {
        AreaChoice choice = read_area_choice(*control, project, false);
        intervention.control_set = std::move(choice.set);
        intervention.control_codes = std::move(choice.codes);
    }
}

}  // namespace

void read_basemap(TableReader& root, Project& project)
{
    for (TableReader& reader : root.tables("basemap")) {
        BasemapSource source;
        source.path = reader.required_text("path");
        if (const auto feature_class = reader.choice("class", kFeatureClasses)) {
            source.feature_class = std::string(kFeatureClasses[*feature_class]);
        } else if (!reader.has("class")) {
            reader.error("class",
                         "is missing; one of land, water, green, building, road, rail "
                         "or place");
        }
        reader.reject_unknown_keys();
        project.basemap.push_back(std::move(source));
    }
}

void read_interventions(TableReader& root, Project& project)
{
    for (TableReader& reader : root.tables("interventions")) {
        Intervention intervention;
        intervention.id = reader.required_text("id");
        if (!intervention.id.empty() && !is_id(intervention.id)) {
            reader.error("id", fmt::format("\"{}\" is no id: begin with a lower-case letter, then "
                                           "lower-case letters, digits and hyphens",
                                           intervention.id));
        }
        for (const Intervention& other : project.interventions) {
            if (other.id == intervention.id) {
                reader.error("id", fmt::format("\"{}\" is used by two interventions; choose "
                                               "another id",
                                               intervention.id));
            }
        }
        read_where(reader, project, intervention);
        const auto from = read_month(reader, "from");
        const auto to = read_month(reader, "to");
        if (from && to && *to < *from) {
            reader.error("to", "is before from");
        }
        intervention.from = from.value_or(Month{});
        intervention.to = to.value_or(Month{});
        reader.reject_unknown_keys();
        project.interventions.push_back(std::move(intervention));
    }
}

}  // namespace heatward::project

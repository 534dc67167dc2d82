#include "intervention_section.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "enum_names.hpp"

namespace heatward::project {
namespace {

struct AreaChoice {
    std::string set;
    std::vector<std::string> codes;
    std::string path;
};

template <class Named>
std::vector<std::string> ids_of(const std::vector<Named>& list)
{
    std::vector<std::string> ids;
    for (const Named& entry : list) {
        ids.push_back(entry.id);
    }
    return ids;
}

void refuse_repeats(TableReader& reader, std::string_view key, std::span<const std::string> names)
{
    for (auto name = names.begin(); name != names.end(); ++name) {
        if (std::find(names.begin(), name, *name) != name) {
            reader.error(key, fmt::format("names \"{}\" twice; remove one", *name));
        }
    }
}

AreaChoice read_area_choice(TableReader& reader, const Project& project)
{
    AreaChoice choice;
    choice.path = reader.text("path");
    if (choice.path.empty()) {
        choice.set = reader.required_text("set");
        choice.codes = reader.texts("codes");
        if (!choice.set.empty()) {
            check_reference(reader, "set", "area set", choice.set, ids_of(project.areas));
        }
        if (choice.codes.empty()) {
            reader.error("codes", "is missing or empty; name at least one area's code");
        }
        refuse_repeats(reader, "codes", choice.codes);
    } else if (reader.has("set") || reader.has("codes")) {
        reader.error("path", "give either path, or set and codes");
    }
    reader.reject_unknown_keys();
    return choice;
}

std::optional<Month> read_month(TableReader& reader, std::string_view key, const std::string& text)
{
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

void read_treated(TableReader& reader, const Project& project, Intervention& intervention)
{
    intervention.areas_path = reader.text("path");
    if (auto areas = reader.table("areas")) {
        AreaChoice choice = read_area_choice(*areas, project);
        if (!intervention.areas_path.empty()) {
            reader.error("path", "give either path or areas");
        }
        intervention.areas_set = std::move(choice.set);
        intervention.area_codes = std::move(choice.codes);
        intervention.areas_path = std::move(choice.path);
    } else if (intervention.areas_path.empty() && !reader.has("areas")) {
        reader.error("areas", "is missing; name areas = { set = …, codes = […] } or a path");
    }
}

/// control = "matched": from the set of the treated areas.
void read_control_word(TableReader& reader, Intervention& intervention)
{
    const std::string word = reader.text("control");
    if (word != "matched") {
        reader.error("control",
                     fmt::format("\"{}\" is none of \"matched\", {{ set = …, codes = […] }}, "
                                 "{{ path = … }} and {{ matched = … }}",
                                 word));
    } else if (intervention.areas_set.empty()) {
        reader.error("control",
                     "does not say which set to choose from, as the areas come from a file; write "
                     "control = { matched = \"…\" } with an area set's id");
    } else {
        intervention.matched_set = intervention.areas_set;
    }
}

void read_control(TableReader& reader, const Project& project, Intervention& intervention)
{
    if (reader.is_text("control")) {
        read_control_word(reader, intervention);
        return;
    }
    auto control = reader.table("control");
    if (!control) {
        return;
    }
    if (control->has("matched")) {
        const std::string set = control->required_text("matched");
        if (!set.empty() &&
            check_reference(*control, "matched", "area set", set, ids_of(project.areas))) {
            intervention.matched_set = set;
        }
        for (const char* const other : {"set", "codes", "path"}) {
            if (control->has(other)) {
                control->error(other, "stands beside matched; give one or the other");
            }
        }
        control->reject_unknown_keys();
        return;
    }
    AreaChoice choice = read_area_choice(*control, project);
    intervention.control_set = std::move(choice.set);
    intervention.control_codes = std::move(choice.codes);
    if (!choice.path.empty()) {
        intervention.control_path = std::move(choice.path);
    }
}

void read_months(TableReader& reader, Intervention& intervention)
{
    const auto from = read_month(reader, "from", reader.required_text("from"));
    intervention.to = read_month(reader, "to", reader.text("to"));
    if (from && intervention.to && *intervention.to < *from) {
        reader.error("to", "is before from");
    }
    intervention.from = from.value_or(Month{});
    if (const auto before = reader.choice("before", kEnumNames<BeforePeriod>);
        before && static_cast<BeforePeriod>(*before) != BeforePeriod::year_earlier) {
        intervention.before = static_cast<BeforePeriod>(*before);
    }
}

/// The ring's width; written down only where it is not the default, so that a run keeps its id.
void read_buffer(TableReader& reader, Intervention& intervention)
{
    const auto metres = reader.number("buffer");
    if (metres && (*metres < 0 || *metres > kMaxRingWidthM)) {
        reader.error("buffer",
                     fmt::format("must be metres from 0 to {}, not {}", kMaxRingWidthM, *metres));
    } else if (metres != ring_width_m(Intervention{})) {
        intervention.buffer_m = metres;
    }
}

void read_layer_choice(TableReader& reader, const Project& project, Intervention& intervention)
{
    if (!reader.has("layers")) {
        return;
    }
    std::vector<std::string> layers = reader.texts("layers");
    for (const std::string& layer : layers) {
        check_reference(reader, "layers", "layer", layer, ids_of(project.layers));
    }
    refuse_repeats(reader, "layers", layers);
    if (layers.empty()) {
        reader.error("layers", "is empty; name layers, or leave the key out for all of them");
    }
    intervention.layers = std::move(layers);
}

void read_id(TableReader& reader, const Project& project, Intervention& intervention)
{
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
    if (std::string title = reader.text("title"); !title.empty()) {
        intervention.title = std::move(title);
    }
}

}  // namespace

void read_interventions(TableReader& root, Project& project)
{
    for (TableReader& reader : root.tables("interventions")) {
        Intervention intervention;
        read_id(reader, project, intervention);
        read_treated(reader, project, intervention);
        read_control(reader, project, intervention);
        read_months(reader, intervention);
        read_buffer(reader, intervention);
        read_layer_choice(reader, project, intervention);
        reader.reject_unknown_keys();
        project.interventions.push_back(std::move(intervention));
    }
}

}  // namespace heatward::project

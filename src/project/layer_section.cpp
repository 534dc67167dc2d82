#include "layer_section.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "area_section.hpp"
#include "enum_names.hpp"
#include "heatward/core/nearest_name.hpp"
#include "heatward/project/category_match.hpp"
#include "incident_group_section.hpp"
#include "relative_risk_section.hpp"

namespace heatward::project {
namespace {

constexpr std::array<std::string_view, 3> kServedTiers{"public", "partner", "analyst"};

/// Hotspots that take more than this of an area or of incidents are likely percentages.
constexpr double kLargestUsualShare = 0.5;

bool is_selector(const std::string& text)
{
    constexpr std::array<std::string_view, 5> plain{"scott", "silverman", "ppl", "cvl", "diggle"};
    return std::find(plain.begin(), plain.end(), text) != plain.end() ||
           abramson_pilot_m(Bandwidth(text)).has_value();
}

Bandwidth read_bandwidth(TableReader& reader)
{
    if (!reader.has("bandwidth")) {
        reader.error("bandwidth", "is missing; give metres or a selector such as \"scott\"");
        return 0.0;
    }
    if (!reader.is_text("bandwidth")) {
        return reader.positive_number("bandwidth").value_or(0.0);
    }
    std::string selector = reader.text("bandwidth");
    if (!is_selector(selector)) {
        const std::vector<std::string> known{"scott", "silverman", "ppl",
                                             "cvl",   "diggle",    "abramson:400"};
        const std::string nearest = nearest_name(selector, known);
        reader.error(
            "bandwidth",
            fmt::format("\"{}\" is no selector; write metres without quotes, or scott, "
                        "silverman, ppl, cvl, diggle or abramson:<metres>{}",
                        selector,
                        nearest.empty() ? "" : fmt::format("; did you mean \"{}\"?", nearest)));
    }
    return selector;
}

std::optional<HotspotRule> read_hotspots(TableReader& layer)
{
    auto reader = layer.table("hotspots");
    if (!reader) {
        return std::nullopt;
    }
    const auto& keys = kEnumNames<HotspotRule::By>;
    HotspotRule rule;
    int rules = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!reader->has(keys[i])) {
            continue;
        }
        ++rules;
        rule.by = static_cast<HotspotRule::By>(i);
        rule.value = reader->positive_number(keys[i]).value_or(rule.value);
        if (rule.by != HotspotRule::By::density && rule.value > 1) {
            reader->error(keys[i], "is a share: a number above 0 and at most 1 (0.01 is 1 %)");
        } else if (rule.by != HotspotRule::By::density && rule.value > kLargestUsualShare) {
            reader->warn(keys[i], fmt::format("{} is a share, {:g} %; write 0.01 for 1 %",
                                              rule.value, 100 * rule.value));
        }
    }
    if (rules != 1) {
        reader->error("", "give exactly one of share_of_area, density and share_of_incidents");
    }
    rule.min_cells = reader->whole_number("min_cells", 1).value_or(1);
    reader->reject_unknown_keys();
    return rule;
}

void read_combine(TableReader& reader, Layer& layer)
{
    constexpr std::array<std::string_view, 1> combinations{"sum"};
    if (reader.choice("combine", combinations)) {
        layer.combine = "sum";
    } else if (layer.sources.size() > 1 && !reader.has("combine")) {
        reader.error("combine",
                     "is missing; one incident may reach several sources, so a layer of more than "
                     "one counts records, not events: say combine = \"sum\", or name one source");
    }
}

/// What counts in the layer, of a relative risk what its cases and controls are.
void read_members(TableReader& reader, const Project& project, Layer& layer)
{
    constexpr std::array<std::string_view, 2> types{"density", "relative-risk"};
    if (reader.choice("type", types).value_or(0) == 1) {
        read_cases_and_controls(reader, project, layer);
    } else {
        IncidentGroup group = read_incident_group(reader, project);
        layer.categories = std::move(group.categories);
        layer.sources = std::move(group.sources);
        reject_risk_keys(reader);
    }
    read_combine(reader, layer);
}

void read_period(TableReader& reader, Layer& layer)
{
    layer.period_text = reader.required_text("period");
    if (layer.period_text.empty()) {
        return;
    }
    const auto period = parse_interval(layer.period_text);
    if (period) {
        layer.period = *period;
    } else {
        reader.error("period", period.error().message);
    }
}

/// λ(u)/e(u) takes one kernel for all incidents.
void check_edge(TableReader& reader, const Layer& layer)
{
    if (layer.edge == EdgeCorrection::uniform && has_own_bandwidths(layer)) {
        reader.error("edge",
                     fmt::format("\"uniform\" divides by what one kernel keeps inside the study "
                                 "area, and {} gives each incident a kernel of its own; write "
                                 "\"diggle\", which corrects each incident for its own, or "
                                 "\"none\"",
                                 layer.widen ? "widen" : "abramson"));
    }
}

void read_surface(TableReader& reader, Layer& layer)
{
    if (is_relative_risk(layer)) {
        layer.kernel = Kernel::gaussian;
        layer.edge = EdgeCorrection::uniform;
        layer.style = kRelativeRiskStyle;
    }
    if (const auto kernel = reader.choice("kernel", kKernelNames)) {
        layer.kernel = static_cast<Kernel>(*kernel);
    }
    layer.bandwidth = read_bandwidth(reader);
    layer.bandwidths = reader.positive_numbers("bandwidths");
    layer.cell_m = reader.positive_number("cell");
    if (const auto weight = reader.choice("weight", kEnumNames<Weight>)) {
        layer.weight = static_cast<Weight>(*weight);
    }
    if (const auto edge = reader.choice("edge", kEdgeCorrectionNames)) {
        layer.edge = static_cast<EdgeCorrection>(*edge);
    }
    layer.widen = reader.boolean("widen", false);
    check_edge(reader, layer);
    layer.hotspots = read_hotspots(reader);
    layer.style = reader.text("style", layer.style);
    if (const auto tier = reader.choice("tier", kServedTiers)) {
        layer.tier = *parse_tier(kServedTiers[*tier]);
    }
}

/// Categories that `key` names: each needs harm where the layer is weighted by it, and should occur
/// in the layer's sources.
void check_categories(TableReader& reader, const Project& project, const Layer& layer,
                      std::string_view key, const std::vector<std::string>& categories)
{
    for (const std::string& id : categories) {
        const auto index = project.category_index(id);
        if (!index) {
            continue;
        }
        const Category& category = project.categories[*index];
        if (layer.weight == Weight::harm && !category.harm) {
            reader.error(key == "categories" ? "weight" : key,
                         fmt::format("category \"{}\" has no harm; add harm to it, or "
                                     "leave it out of this layer",
                                     id));
        }
        const bool matched =
            std::any_of(layer.sources.begin(), layer.sources.end(), [&](const std::string& source) {
                const auto i = project.source_index(source);
                return !i || matched_words(category, project.sources[*i]) != nullptr;
            });
        if (!matched) {
            reader.warn(key, fmt::format("category \"{}\" matches nothing in the "
                                         "sources of this layer",
                                         id));
        }
    }
}

void check_layer_id(TableReader& reader, const Project& project, const Layer& layer)
{
    if (layer.id.empty()) {
        return;
    }
    check_id(reader, "id", layer.id);
    if (project.find_area_set(layer.id) != nullptr) {
        reader.error("id", fmt::format("\"{}\" is an area set's id too; layers and area sets "
                                       "share one name space, choose another",
                                       layer.id));
    }
    if (project.find_layer(layer.id) != nullptr) {
        reader.error("id",
                     fmt::format("\"{}\" is used by two layers; choose another id", layer.id));
    }
}

}  // namespace

void read_layers(TableReader& root, Project& project)
{
    for (TableReader& reader : root.tables("layers")) {
        Layer layer;
        layer.id = reader.required_text("id");
        check_layer_id(reader, project, layer);
        layer.title = reader.required_text("title");
        read_members(reader, project, layer);
        read_period(reader, layer);
        read_surface(reader, layer);
        check_relative_risk(reader, layer);
        if (!is_relative_risk(layer)) {
            layer.second_categories = read_second_categories(reader, project, layer.categories);
        }
        check_categories(reader, project, layer, "categories", layer.categories);
        if (layer.second_categories) {
            check_categories(reader, project, layer, "second_categories", *layer.second_categories);
        }
        reader.reject_unknown_keys();
        project.layers.push_back(std::move(layer));
    }
    if (project.layers.empty()) {
        root.error("layers", "no layer is defined; add [[layers]]");
    }
}

}  // namespace heatward::project

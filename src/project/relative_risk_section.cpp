#include "relative_risk_section.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "incident_group_section.hpp"

namespace heatward::project {
namespace {

std::optional<IncidentGroup> read_group(TableReader& layer, std::string_view key,
                                        const Project& project)
{
    auto table = layer.table(key);
    if (!table) {
        if (!layer.has(key)) {
            layer.error(key,
                        "is missing; a relative risk needs cases = { categories = [...] } and "
                        "controls = { categories = [...] }");
        }
        return std::nullopt;
    }
    IncidentGroup group = read_incident_group(*table, project);
    table->reject_unknown_keys();
    return group;
}

std::string first_of_both(const std::vector<std::string>& a, const std::vector<std::string>& b)
{
    const auto found = std::find_first_of(a.begin(), a.end(), b.begin(), b.end());
    return found == a.end() ? std::string() : *found;
}

}  // namespace

void read_cases_and_controls(TableReader& reader, const Project& project, Layer& layer)
{
    for (const std::string_view key : {"categories", "sources"}) {
        if (reader.has(key)) {
            reader.error(key, "is not used by a relative risk; put it into cases and controls");
        }
    }
    const auto cases = read_group(reader, "cases", project);
    layer.controls = read_group(reader, "controls", project).value_or(IncidentGroup{});
    if (!cases) {
        return;
    }
    layer.categories = cases->categories;
    layer.sources = cases->sources;
    const std::string category = first_of_both(cases->categories, layer.controls->categories);
    const std::string source = first_of_both(cases->sources, layer.controls->sources);
    if (!category.empty() && !source.empty()) {
        reader.error(
            "controls",
            fmt::format("holds incidents of the cases: both have the category \"{}\" of the "
                        "source \"{}\"; take it out of one of them",
                        category, source));
    }
}

void reject_risk_keys(TableReader& reader)
{
    for (const std::string_view key : {"cases", "controls"}) {
        if (reader.has(key)) {
            reader.error(key,
                         "is used by a relative risk alone; add type = \"relative-risk\" or "
                         "remove it");
        }
    }
}

void check_relative_risk(TableReader& reader, const Layer& layer)
{
    if (!is_relative_risk(layer)) {
        return;
    }
    if (layer.kernel != Kernel::gaussian) {
        reader.error("kernel",
                     "of a relative risk is \"gaussian\": its tolerance is worked out for "
                     "that kernel, and others have a ratio only where both reach");
    }
    if (has_own_bandwidths(layer)) {
        reader.error(layer.widen ? "widen" : "bandwidth",
                     "gives each incident a kernel of its own; the tolerance of a relative risk is "
                     "worked out for one bandwidth");
    }
    if (layer.weight == Weight::harm) {
        reader.error("weight", "of a relative risk is \"count\": its tolerance counts incidents");
    }
    if (layer.hotspots) {
        reader.error("hotspots",
                     "are of densities; remove it: the map shows where the risk is "
                     "raised and whether that may be chance");
    }
}

}  // namespace heatward::project

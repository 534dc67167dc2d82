#include "area_section.hpp"

#include <numbers>

#include <fmt/format.h>

#include "enum_names.hpp"
#include "evidence_section.hpp"
#include "heatward/core/named_collection.hpp"

namespace heatward::project {
namespace {

/// Smaller cells hold too few incidents to be compared, larger ones are no micro-places.
constexpr double kLeastCellSizeM = 100;
constexpr double kGreatestCellSizeM = 1000;

constexpr std::string_view kBasemap = "basemap";

std::optional<ParentLink> read_parent(TableReader& area, const std::string& own_id,
                                      const std::vector<std::string>& ids)
{
    auto table = area.table("parent");
    if (!table) {
        return std::nullopt;
    }
    ParentLink parent{table->required_text("set"), table->required_text("field")};
    if (!parent.set.empty() && check_reference(*table, "set", "area set", parent.set, ids) &&
        parent.set == own_id) {
        table->error("set", "an area set cannot be its own parent; name another set");
    }
    table->reject_unknown_keys();
    return parent;
}

/// A source's layer where it is named.
std::optional<std::string> read_layer(TableReader& table)
{
    std::string layer = table.text("layer");
    return layer.empty() ? std::nullopt : std::optional(std::move(layer));
}

std::optional<PopulationTable> read_population(TableReader& area)
{
    auto table = area.table("population");
    if (!table) {
        return std::nullopt;
    }
    PopulationTable population{table->required_text("path"), table->required_text("key"),
                               table->required_text("value"), read_layer(*table)};
    table->reject_unknown_keys();
    return population;
}

void read_cell_grid(TableReader& area, AreaSet& set)
{
    set.grid = CellGrid{};
    if (const auto shape = area.choice("grid", kEnumNames<CellShape>)) {
        set.grid->shape = static_cast<CellShape>(*shape);
    }
    set.grid->size_m = area.positive_number("size").value_or(set.grid->size_m);
    if (set.grid->size_m < kLeastCellSizeM || set.grid->size_m > kGreatestCellSizeM) {
        area.error("size", fmt::format("cells are {} to {} metres wide, not {}", kLeastCellSizeM,
                                       kGreatestCellSizeM, set.grid->size_m));
    }
    for (const std::string_view key : {"path", "code", "name", "parent", "population", "layer"}) {
        if (area.has(key)) {
            area.error(key, "is not used with grid; remove the one or the other");
        }
    }
}

/// Local statistics take as long as there are neighbours, and soon tell no place from another.
void check_neighbours_of_cells(TableReader& area, const AreaSet& set)
{
    if (!set.grid || !set.neighbours || !set.neighbours->distance_m || !(set.grid->size_m > 0)) {
        return;
    }
    const double reach = *set.neighbours->distance_m / set.grid->size_m;
    const double row = set.grid->shape == CellShape::square ? 1 : std::numbers::sqrt3 / 2;
    const double neighbours = std::numbers::pi * reach * reach / row - 1;
    if (neighbours > kMostNeighbours) {
        area.error("neighbours",
                   fmt::format("gives a cell about {:.0f} neighbours, more than {}; choose a "
                               "shorter distance or larger cells",
                               neighbours, kMostNeighbours));
    }
}

AreaSet read_area_set(const std::string& id, TableReader& area, const std::vector<std::string>& ids)
{
    AreaSet set;
    set.id = id;
    if (area.has("grid")) {
        read_cell_grid(area, set);
    } else {
        set.path = area.required_text("path");
        set.code = area.required_text("code");
        set.name = area.required_text("name");
        set.parent = read_parent(area, id, ids);
        set.population = read_population(area);
        set.layer = read_layer(area);
        if (area.has("size")) {
            area.error("size", "is used with grid alone; remove it or add grid = \"square\"");
        }
    }
    read_neighbours(area, set);
    check_neighbours_of_cells(area, set);
    area.reject_unknown_keys();
    return set;
}

/// Whether following parents from `set` comes back to it.
bool is_in_cycle(const Project& project, const AreaSet& set)
{
    const AreaSet* at = &set;
    for (std::size_t steps = 0; steps <= project.areas.size(); ++steps) {
        at = at->parent ? project.find_area_set(at->parent->set) : nullptr;
        if (at == nullptr) {
            return false;
        }
        if (at == &set) {
            return true;
        }
    }
    return false;
}

}  // namespace

bool is_reserved_id(std::string_view id) { return id == kBasemap || is_named_collection(id); }

void check_id(TableReader& reader, std::string_view key, const std::string& id)
{
    if (!is_id(id)) {
        reader.error(key, fmt::format("\"{}\" is no id: begin with a lower-case letter, then "
                                      "lower-case letters, digits and hyphens",
                                      id));
    } else if (is_reserved_id(id)) {
        reader.error(key, fmt::format("\"{}\" is Heatward's own name; choose another id", id));
    }
}

void read_areas(TableReader& root, Project& project)
{
    auto named = root.named_tables("areas");
    std::vector<std::string> ids;
    for (const auto& [name, reader] : named) {
        ids.push_back(name);
    }
    for (auto& [name, reader] : named) {
        check_id(reader, "", name);
        project.areas.push_back(read_area_set(name, reader, ids));
    }
    for (std::size_t i = 0; i < named.size(); ++i) {
        const AreaSet& set = project.areas[i];
        if (set.parent && set.parent->set != set.id && is_in_cycle(project, set)) {
            named[i].reader.error("parent", "the parents of this set lead back to it");
        }
    }
    if (named.empty()) {
        root.error("areas", "no area set is defined; add for example [areas.wards]");
    }
}

}  // namespace heatward::project

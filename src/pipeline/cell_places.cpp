#include "heatward/pipeline/cell_places.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "heatward/gis/overlay.hpp"
#include "heatward/project/wards.hpp"
#include "heatward/stats/area_locator.hpp"

namespace heatward::pipeline {
namespace {

/// Id of the set that cells are told by; empty where the project has none.
std::string telling_set(const project::Project& project)
{
    if (const project::AreaSet* const wards = project::ward_set(project)) {
        return wards->id;
    }
    const auto set =
        std::find_if(project.areas.begin(), project.areas.end(),
                     [](const project::AreaSet& candidate) { return !candidate.grid; });
    return set == project.areas.end() ? "" : set->id;
}

/// Finds the ward of a cell.
class WardFinder {
public:
    explicit WardFinder(std::vector<ProjectedMultiPolygon> wards)
        : m_wards(std::move(wards)), m_locator(m_wards)
    {
        for (const ProjectedMultiPolygon& ward : m_wards) {
            m_whole.include(m_extents.emplace_back(extent_of(ward)));
        }
    }

    [[nodiscard]] std::optional<std::size_t> find(const ProjectedMultiPolygon& cell) const
    {
        const Extent extent = extent_of(cell);
        // Squares and regular hexagons have their centre in the middle of their extent.
        const auto holder =
            m_locator.find({(extent.min_x + extent.max_x) / 2, (extent.min_y + extent.max_y) / 2});
        return holder ? holder : most_of(cell, extent);
    }

private:
    /// Of cells on the outer border alone: few, so that all wards may be gone through.
    [[nodiscard]] std::optional<std::size_t> most_of(const ProjectedMultiPolygon& cell,
                                                     const Extent& extent) const
    {
        std::optional<std::size_t> most;
        double most_m2 = 0;
        for (std::size_t i = 0; extent.intersects(m_whole) && i < m_wards.size(); ++i) {
            if (!extent.intersects(m_extents[i])) {
                continue;
            }
            const double shared_m2 = gis::intersection_area_m2(cell, m_wards[i]);
            if (shared_m2 > most_m2) {
                most = i;
                most_m2 = shared_m2;
            }
        }
        return most;
    }

    std::vector<ProjectedMultiPolygon> m_wards;
    stats::AreaLocator m_locator;
    std::vector<Extent> m_extents;
    Extent m_whole;
};

}  // namespace

CellPlaces::CellPlaces(const project::Project& project, const std::vector<AreaSetData>& sets)
{
    const bool has_grid = std::any_of(project.areas.begin(), project.areas.end(),
                                      [](const project::AreaSet& set) { return set.grid; });
    const auto wards = std::find_if(
        sets.begin(), sets.end(),
        [telling = telling_set(project)](const AreaSetData& set) { return set.id == telling; });
    if (!has_grid || wards == sets.end()) {
        return;
    }
    std::map<std::string_view, std::size_t> bearers;
    for (const gis::AreaRecord& ward : wards->areas) {
        ++bearers[ward.name];
    }
    for (const gis::AreaRecord& ward : wards->areas) {
        m_wards.push_back({&ward, bearers.at(ward.name) == 1
                                      ? ward.name
                                      : fmt::format("{} ({})", ward.name, ward.code)});
    }
    const WardFinder finder(wards->polygons());
    for (std::size_t i = 0; i < sets.size(); ++i) {
        if (!project.areas.at(i).grid) {
            continue;
        }
        WardsOfCells& cells = m_grids[sets[i].id];
        for (const gis::AreaRecord& cell : sets[i].areas) {
            if (const auto ward = finder.find(cell.polygons)) {
                cells.emplace(cell.code, *ward);
            }
        }
    }
}

const CellPlaces::Ward* CellPlaces::find(const std::string& set, const std::string& code) const
{
    const auto grid = m_grids.find(set);
    if (grid == m_grids.end()) {
        return nullptr;
    }
    const auto ward = grid->second.find(code);
    return ward == grid->second.end() ? nullptr : &m_wards[ward->second];
}

const gis::AreaRecord* CellPlaces::ward_of(const std::string& set, const std::string& code) const
{
    const Ward* const ward = find(set, code);
    return ward == nullptr ? nullptr : ward->area;
}

nlohmann::json CellPlaces::named(const std::string& set, const std::string& code,
                                 const std::string& name) const
{
    nlohmann::json area{{"code", code}, {"name", name}};
    if (const Ward* const ward = find(set, code)) {
        area["lies_in"] = {
            {"code", ward->area->code}, {"name", ward->area->name}, {"text", ward->text}};
    }
    return area;
}

void CellPlaces::add_column(FeatureTable& table) const
{
    if (!m_grids.contains(table.name)) {
        return;
    }
    std::vector<AttributeValue> wards(table.size());
    for (std::size_t row = 0; row < table.size(); ++row) {
        if (const Ward* const ward = find(table.name, table.text(row, "code"))) {
            wards[row] = ward->text;
        }
    }
    table.add_column({"lies_in", ColumnType::text}, std::move(wards));
}

}  // namespace heatward::pipeline

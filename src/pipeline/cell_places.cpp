#include "heatward/pipeline/cell_places.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "heatward/gis/overlay.hpp"
#include "heatward/project/wards.hpp"

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

}  // namespace

CellPlaces::CellPlaces(const project::Project& project, const std::vector<AreaSetData>& sets)
{
    const std::string telling = telling_set(project);
    for (std::size_t i = 0; i < sets.size(); ++i) {
        for (const gis::AreaRecord& area : sets[i].areas) {
            if (project.areas.at(i).grid) {
                m_cells[sets[i].id].emplace(area.code, &area);
            } else if (sets[i].id == telling) {
                m_wards.push_back({&area, extent_of(area.polygons)});
            }
        }
    }
}

const gis::AreaRecord* CellPlaces::ward_of(const std::string& set, const std::string& code) const
{
    const auto cells = m_cells.find(set);
    if (cells == m_cells.end()) {
        return nullptr;
    }
    const auto cell = cells->second.find(code);
    if (cell == cells->second.end()) {
        return nullptr;
    }
    const Extent extent = extent_of(cell->second->polygons);
    const gis::AreaRecord* most = nullptr;
    double most_m2 = 0;
    for (const Ward& ward : m_wards) {
        if (!extent.intersects(ward.extent)) {
            continue;
        }
        const double shared_m2 =
            gis::intersection_area_m2(cell->second->polygons, ward.area->polygons);
        if (shared_m2 > most_m2) {
            most = ward.area;
            most_m2 = shared_m2;
        }
    }
    return most;
}

nlohmann::json CellPlaces::named(const std::string& set, const std::string& code,
                                 const std::string& name) const
{
    nlohmann::json area{{"code", code}, {"name", name}};
    if (const gis::AreaRecord* const ward = ward_of(set, code)) {
        area["lies_in"] = {{"code", ward->code}, {"name", ward->name}};
    }
    return area;
}

}  // namespace heatward::pipeline

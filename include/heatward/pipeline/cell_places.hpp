#pragma once

#include <map>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "heatward/pipeline/area_sets.hpp"

namespace heatward::pipeline {

/// Says where the cells of grids lie, whose codes alone tell nobody.
class CellPlaces {
public:
    /// `sets` are in project order and outlive it.
    CellPlaces(const project::Project& project, const std::vector<AreaSetData>& sets);

    /// The ward that the cell lies in with most of its surface, the first of equal ones; of a
    /// project without wards (project::ward_set) the area of its first set that is no grid. Null
    /// where the cell lies in none, the set is no grid or has no such cell.
    [[nodiscard]] const gis::AreaRecord* ward_of(const std::string& set,
                                                 const std::string& code) const;

    /// `code` and `name` of an area, and of a cell `lies_in` with those of its ward.
    [[nodiscard]] nlohmann::json named(const std::string& set, const std::string& code,
                                       const std::string& name) const;

private:
    struct Ward {
        const gis::AreaRecord* area;
        Extent extent;
    };
    std::vector<Ward> m_wards;
    std::map<std::string, std::map<std::string, const gis::AreaRecord*>> m_cells;
};

}  // namespace heatward::pipeline

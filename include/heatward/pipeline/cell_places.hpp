#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "heatward/core/feature_table.hpp"
#include "heatward/pipeline/area_sets.hpp"

namespace heatward::pipeline {

/// Says where the cells of grids lie, whose codes alone tell nobody: found once for all of them, so
/// that tables and report agree.
class CellPlaces {
public:
    /// `sets` are in project order and outlive it.
    CellPlaces(const project::Project& project, const std::vector<AreaSetData>& sets);

    /// The ward that holds the cell's centre (stats::AreaLocator); where none does, the one that
    /// the cell lies in with most of its surface, the first of equal ones. Of a project without
    /// wards (project::ward_set) the area of its first set that is no grid. Null where the cell
    /// lies in none, the set is no grid or has no such cell.
    [[nodiscard]] const gis::AreaRecord* ward_of(const std::string& set,
                                                 const std::string& code) const;

    /// `code` and `name` of an area, and of a cell `lies_in` with those of its ward and the `text`
    /// that its column has.
    [[nodiscard]] nlohmann::json named(const std::string& set, const std::string& code,
                                       const std::string& name) const;

    /// Adds the text column `lies_in` to the table of a grid, whose name is its set's: the ward's
    /// name, "name (code)" where wards share it, absent where the cell lies in none. Other sets'
    /// tables stay as they are.
    void add_column(FeatureTable& table) const;

private:
    struct Ward {
        const gis::AreaRecord* area;
        std::string text;
    };
    /// Of each cell of a grid by its code the place of its ward; cells in none have no entry.
    using WardsOfCells = std::unordered_map<std::string_view, std::size_t>;

    [[nodiscard]] const Ward* find(const std::string& set, const std::string& code) const;

    std::vector<Ward> m_wards;
    std::map<std::string, WardsOfCells> m_grids;
};

}  // namespace heatward::pipeline
